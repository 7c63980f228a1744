import Database
package import Passport

/// Somebody who enters events of products with a key of his own: a repairer, a recycler, an authority. A row of the
/// table `party`.
package struct Party: Sendable {
    /// What the operator calls it, for addresses.
    package let id: String
    /// On whose products.
    package let owner: String
    /// Its name, for people.
    package let name: String
    /// Its key, a `did:key`.
    package let key: String
    /// What it may enter.
    package let mayEnter: Set<LifeKind>
    /// Which elements of passports it may write.
    package let elements: Set<String>
    /// Since when nothing of it is taken any more, milliseconds since 1970.
    package let revokedAt: Int64?

    init(row: DatabaseRow) throws {
        id = try row.text("id")
        owner = try row.text("owner")
        name = try row.text("name")
        key = try row.text("key")
        mayEnter = Set(Self.lines(try row.text("may_enter")).compactMap(LifeKind.init(rawValue:)))
        elements = Set(Self.lines(try row.text("elements")))
        revokedAt = try row.optionalInt64("revoked_at")
    }

    /// Lists are stored a text per line; none of them has a line end in it.
    private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    /// What its signature may say.
    var signer: LifeStanding.Signer { LifeStanding.Signer(name: key, permitted: mayEnter, elements: elements) }
}

/// A party in JSON.
struct PartyView: Encodable {
    let id: String
    let owner: String
    let name: String
    let key: String
    let mayEnter: [String]
    let elements: [String]
    let revokedAt: Int64?

    init(_ party: Party) {
        id = party.id
        owner = party.owner
        name = party.name
        key = party.key
        mayEnter = LifeKind.allCases.filter(party.mayEnter.contains).map(\.rawValue)
        elements = party.elements.sorted()
        revokedAt = party.revokedAt
    }
}
