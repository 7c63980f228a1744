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

    /// Makes a caller.
    package init(token: String, name: String, owner: String, scopes: Set<Scope>) {
        self.token = token
        self.name = name
        self.owner = owner
        self.scopes = scopes
    }
}
