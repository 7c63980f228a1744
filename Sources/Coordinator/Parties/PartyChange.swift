import Passport

/// The body of `PUT /v1/parties/{party}`.
package struct PartyChange: Codable, Sendable {
    /// Its name, for people.
    package var name: String
    /// Its key, a `did:key` of Ed25519.
    package var key: String
    /// What it may enter: kinds of events.
    package var mayEnter: [String]
    /// Which elements of passports it may write; none when left out.
    package var elements: [String]?

    /// Longest name, in code points.
    package static let nameCharacters = 120
    /// Most elements.
    package static let maximumElements = 100

    /// Makes a change.
    package init(name: String, key: String, mayEnter: [String], elements: [String]? = nil) {
        self.name = name
        self.key = key
        self.mayEnter = mayEnter
        self.elements = elements
    }

    /// - Throws: `invalid`, saying why.
    func check() throws(CoordinatorError) {
        guard DecentralizedIdentifier.key(of: key) != nil, !key.contains("#") else {
            throw CoordinatorError(.invalid, "key must be a did:key of Ed25519, like did:key:z6Mk….")
        }
        if let other = mayEnter.first(where: { LifeKind(rawValue: $0) == nil }) {
            throw CoordinatorError(
                .invalid,
                "mayEnter has \"\(other.prefix(40))\"; there are "
                    + LifeKind.allCases.map(\.rawValue).joined(separator: ", ") + "."
            )
        }
    }
}
