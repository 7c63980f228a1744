import Protocol

/// The signed keyset in the state folder. Its version rises whenever keys, endpoints or pins change, and only then, so
/// that machines fetch it once per change and never see two keysets of one version.
enum KeysetFile {
    /// The keyset in force.
    /// - Throws: `ProtocolError` when the file was not signed by this deployment, or `CoordinatorError` of the file.
    static func loadOrSign(
        folder: String,
        keys: DeploymentKeys,
        endpoints: [String],
        tlsPins: [String],
        releaseKeys: [VerifyingKey],
        at now: Moment
    ) throws -> SignedKeyset {
        let path = "\(folder)/keyset.jwt"
        func sign(_ version: Int64) throws -> SignedKeyset {
            try keys.keyset(
                version: version,
                at: now,
                endpoints: endpoints,
                tlsPins: tlsPins,
                releaseKeys: releaseKeys
            )
        }
        var version: Int64 = 0
        if StateFile.exists(path) {
            let bytes = try StateFile.read(path, maximumBytes: ProtocolLimits.keysetBytes + 1)
            let compact = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined()
            let stored = try Keyset.verify(compact, root: keys.root.verifyingKey)
            var wanted = try sign(stored.version).keyset
            wanted.iat = stored.iat
            if wanted == stored { return SignedKeyset(keyset: stored, compact: compact) }
            version = stored.version
        }
        let signed = try sign(version + 1)
        try StateFile.write(Array("\(signed.compact)\n".utf8), to: path)
        return signed
    }
}
