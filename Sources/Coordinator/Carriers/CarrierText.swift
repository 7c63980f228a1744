import Passport

/// What stands in a symbol: a GS1 Digital Link, in capitals where that says the same.
package struct CarrierText: Sendable, Hashable {
    /// The link, with scheme and host as they were given.
    package let link: String
    /// What is encoded.
    package let text: String
    /// The link's path from its key on: what sets of links stand under.
    package let anchor: String
    /// The same for people, to be read when the symbol can't be: `(01)09520123456788(21)4Q7ZK2M9XW3T`.
    package let bracketed: String

    /// Reads a link. QR codes take a quarter less room for capitals; a value with small letters is left as it is, since
    /// it would be another one.
    /// - Throws: `invalid`, with what is wrong and where.
    package init(_ text: String) throws(CoordinatorError) {
        do {
            let link = try DigitalLink(text)
            self.link = link.text
            self.text = (try? link.uppercaseText()) ?? link.text
            anchor = link.path
            bracketed = link.bracketed
        } catch {
            let place = error.position.map { " (at byte \($0))" } ?? ""
            throw CoordinatorError(.invalid, "\"\(text.prefix(100))\" is no GS1 Digital Link: \(error.message)\(place)")
        }
    }
}
