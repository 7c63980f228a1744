package import Passport

/// The body of `POST /v1/links` and, without its anchor, of `PUT /v1/links/{links}`.
package struct LinkSetChange: Decodable, Sendable {
    let anchor: String?
    let description: String?
    let links: [ProductLink]

    /// The checked set of an anchor.
    /// - Throws: `invalid`, saying what is wrong with which link.
    package func set(anchor: String) throws(CoordinatorError) -> LinkSet {
        let set = LinkSet(anchor: anchor, description: description, links: links)
        do {
            try set.check()
        } catch {
            throw CoordinatorError(.invalid, error.message)
        }
        return set
    }
}

/// What sets of links stand under: the path of a GS1 Digital Link.
package enum LinkAnchor {
    /// The anchor of a link that a person wrote: a whole one, or its path from the key on.
    /// - Throws: `invalid`, with what is wrong and where.
    package static func of(_ text: String) throws(CoordinatorError) -> DigitalLink {
        let isPath = text.hasPrefix("/")
        do throws(PassportError) {
            let link = try DigitalLink((isPath ? DigitalLink.canonicalStem : "") + text, tolerating: .trailingSlash)
            guard !link.elements.contains(where: \.isAttribute) else {
                throw PassportError(.notAnAttribute, "Links belong to what a path names; leave the query out.")
            }
            guard !isPath || link.stem == DigitalLink.canonicalStem else {
                throw PassportError(.noKey, "The path does not begin with its key.", at: 0)
            }
            return link
        } catch {
            let stem = isPath ? DigitalLink.canonicalStem.utf8.count : 0
            let place = error.position.map { " (at byte \(max(0, $0 - stem)))" } ?? ""
            throw CoordinatorError(.invalid, "\"\(text.prefix(100))\" is no link: \(error.message)\(place)")
        }
    }
}
