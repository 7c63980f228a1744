import Protocol

/// The public half of the audit key in the state folder, for whoever checks an exported log: `audit.pub` has the key,
/// `audit-key.jwt` has it certified by the root key.
enum AuditKeyFiles {
    /// Writes both files unless they are there.
    /// - Throws: `invalid` when the log was signed by another key so far, `storageFull`.
    static func ensure(folder: String, keys: DeploymentKeys) throws {
        let path = "\(folder)/audit.pub"
        if StateFile.exists(path) {
            let known = String(decoding: try StateFile.read(path, maximumBytes: 4_096), as: UTF8.self)
            guard known == "\(keys.audit.verifyingKey.text)\n" else {
                throw CoordinatorError(
                    .invalid,
                    "keys/audit.key is not the key of \(path); restore it from its backup. To go on with a new key, "
                        + "keep \(path) with the log that it belongs to, and remove it here."
                )
            }
        }
        try write("\(keys.audit.verifyingKey.text)\n", to: "\(folder)/audit.pub")
        try write("\(certificate(keys))\n", to: "\(folder)/audit-key.jwt")
    }

    /// The audit key as the root key certifies it: an envelope of `AuditKeyClaims`. Ed25519 is deterministic, so it is
    /// the same text every time.
    static func certificate(_ keys: DeploymentKeys) throws -> String {
        let claims = AuditKeyClaims(root: keys.root.verifyingKey, key: keys.audit.verifyingKey)
        return try Envelope.sign(claims, as: .auditKey, with: keys.root).compact
    }

    private static func write(_ text: String, to path: String) throws {
        let bytes = Array(text.utf8)
        if StateFile.exists(path), try StateFile.read(path, maximumBytes: 65_536) == bytes { return }
        try StateFile.write(bytes, to: path)
    }
}
