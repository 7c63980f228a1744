/// What an event changes in a product's passport: a merge patch (RFC 7396) of elements, on top of one version.
package struct PassportUpdate: Sendable {
    /// The version that whoever signed had before him.
    package let version: Int64
    /// The patch: by element's name `value` and `tier`, or null.
    package let elements: JSONValue

    /// Most elements of one update.
    package static let maximumElements = 100

    /// Makes an update.
    /// - Throws: `malformed` when it is no object of elements, `tooLong` with too many.
    package init(version: Int64, elements: JSONValue) throws(PassportError) {
        guard version > 0, let members = elements.members, !members.isEmpty else {
            throw PassportError(.malformed, "An update has the version it follows, and elements.")
        }
        guard members.count <= Self.maximumElements else {
            throw PassportError(.tooLong, "An update has at most \(Self.maximumElements) elements.")
        }
        self.version = version
        self.elements = elements
    }

    /// Reads what `json` writes.
    /// - Throws: `malformed`, and what `init` throws.
    package init(json: JSONValue) throws(PassportError) {
        guard let version = json["version"]?.integer, let elements = json["elements"] else {
            throw PassportError(.malformed, "A passportUpdate has a version and elements.")
        }
        try self.init(version: version, elements: elements)
    }

    /// The update as it is signed.
    package var json: JSONValue { ["version": .integer(version), "elements": elements] }

    /// The names of the elements.
    package var names: [String] { elements.members?.map(\.name) ?? [] }

    /// Whether a signer may write this.
    /// - Throws: `notPermitted`, naming the first element that he may not.
    package func check(by signer: LifeStanding.Signer) throws(PassportError) {
        if let other = names.first(where: { !signer.elements.contains($0) }) {
            throw PassportError(
                .notPermitted,
                "\(signer.name.prefix(80)) may not write the element \"\(other.prefix(60))\"; ask the product's maker."
            )
        }
    }
}
