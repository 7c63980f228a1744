import Protocol

/// The public half of the audit key in the state folder, for whoever checks an exported log: `audit.pub` has the key,
/// `audit-key.jwt` has it certified by the root key.
enum AuditKeyFiles {
    /// Writes both files unless they are there with this key.
    /// - Throws: `invalid` or `storageFull`, naming the file.
    static func ensure(folder: String, keys: DeploymentKeys) throws {
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
