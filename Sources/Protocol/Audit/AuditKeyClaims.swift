/// What the deployment's root key says of the audit key, so that whoever knows the root key needs no other channel.
package struct AuditKeyClaims: Hashable, Sendable, Codable {
    /// The shape's version, 1.
    package var ver: Int
    /// The deployment's id: the root key's fingerprint.
    package var iss: String
    /// The public audit key.
    package var key: VerifyingKey

    /// Makes the claims.
    package init(root: VerifyingKey, key: VerifyingKey) {
        ver = 1
        iss = root.fingerprint
        self.key = key
    }
}
