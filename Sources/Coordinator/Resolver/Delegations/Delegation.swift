import Database
import Passport

/// A company prefix that another resolver answers for.
package struct Delegation: Encodable, Sendable {
    /// Its id.
    package let id: String
    /// 4 to 12 digits.
    package let prefix: String
    /// Whose it is.
    package let owner: String
    /// The other resolver's root.
    package let resolver: String
    /// When it was made, milliseconds since 1970.
    package let createdAt: Int64
    /// When it was last changed, milliseconds since 1970.
    package let changedAt: Int64

    init(row: DatabaseRow) throws {
        id = try row.text("id")
        prefix = try row.text("prefix")
        owner = try row.text("owner")
        resolver = try row.text("resolver")
        createdAt = try row.int64("created_at")
        changedAt = try row.int64("changed_at")
    }

    /// What the resolver has to know of it.
    var fact: ResolverFacts.Delegation { ResolverFacts.Delegation(prefix: prefix, resolver: resolver) }
}
