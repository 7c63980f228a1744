/// Who makes a request.
package struct Caller: Sendable {
    /// The token's id; the token itself is stored nowhere.
    package let token: String
    /// The token's name, for the audit.
    package let name: String
    /// On whose behalf; new rows get this owner.
    package let owner: String
    /// What the token may do.
    package let scopes: Set<Scope>

    /// The last day that is noted as one of its use, milliseconds since 1970; see `TokenBook.noteUse`.
    package let usedAt: Int64?

    /// Makes a caller.
    package init(token: String, name: String, owner: String, scopes: Set<Scope>, usedAt: Int64? = nil) {
        self.token = token
        self.name = name
        self.owner = owner
        self.scopes = scopes
        self.usedAt = usedAt
    }
}
