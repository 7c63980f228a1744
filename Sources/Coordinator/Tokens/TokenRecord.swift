import Database

/// A token as `/v1/tokens` shows it: never its text, which nobody but its holder has.
package struct TokenRecord: Sendable, Codable {
    /// Its id.
    package let id: String
    /// Its name, for the audit.
    package let name: String
    /// On whose behalf it acts.
    package let owner: String
    /// What it may do.
    package let scopes: [String]
    /// Made, milliseconds since 1970.
    package let createdAt: Int64
    /// The day of its last use, milliseconds since 1970 of that day's beginning in UTC; nil when it never was used.
    package let usedAt: Int64?

    init(row: DatabaseRow) throws {
        id = try row.text("id")
        name = try row.text("name")
        owner = try row.text("owner")
        scopes = try TokenBook.scopes(row.text("scopes")).map(\.rawValue).sorted()
        createdAt = try row.int64("created_at")
        usedAt = try row.optionalInt64("used_at")
    }
}
