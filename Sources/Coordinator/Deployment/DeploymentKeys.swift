package import Protocol

/// The deployment's private keys, each a `KeyFile` in one folder. The root key signs keysets only; its public half is
/// what machines pin.
package struct DeploymentKeys: Sendable {
    /// Signs keysets.
    package let root: SigningKey
    /// Signs commands, session grants and enrolment answers.
    package let command: SigningKey
    /// Signs quotes.
    package let quote: SigningKey
    /// Signs compiled profiles.
    package let profile: SigningKey
    /// Signs the entries of the audit log.
    package let audit: SigningKey
    /// Signs the checkpoints of the log of serials.
    package let log: SigningKey
    /// Signs credentials: passports and events of products.
    package let passport: SigningKey
    /// Signs nothing that leaves: makes the secret of session challenges.
    package let challengeSecret: [UInt8]

    /// The deployment's id.
    package var deployment: String { root.keyID }

    /// Reads the keys in `folder`, making those that are missing.
    /// - Throws: `ProtocolError` naming the file that can't be used.
    package static func loadOrCreate(folder: String) throws(ProtocolError) -> DeploymentKeys {
        // The root key is made first, so a folder that has others without it has lost it. A new one would be another
        // deployment, which no machine believes.
        guard StateFile.exists("\(folder)/root.key") || !StateFile.exists("\(folder)/command.key") else {
            throw ProtocolError(
                .malformed,
                "The key file \(folder)/root.key is gone; restore it from its backup: machines know us by it."
            )
        }
        let root = try KeyFile.loadOrCreate("\(folder)/root.key")
        let command = try KeyFile.loadOrCreate("\(folder)/command.key")
        return DeploymentKeys(
            root: root,
            command: command,
            quote: try KeyFile.loadOrCreate("\(folder)/quote.key"),
            profile: try KeyFile.loadOrCreate("\(folder)/profile.key"),
            audit: try KeyFile.loadOrCreate("\(folder)/audit.key"),
            log: try KeyFile.loadOrCreate("\(folder)/log.key"),
            passport: try KeyFile.loadOrCreate("\(folder)/passport.key"),
            challengeSecret: Fingerprint.digest(try command.signature(for: Array("mintmark challenge secret".utf8)))
        )
    }

    /// The keyset of these keys, signed.
    /// - Parameters:
    ///   - version: rises with every change of the other parameters or of a key.
    ///   - moment: when it is signed.
    ///   - endpoints: where machines find the coordinator.
    ///   - tlsPins: the TLS keys that may answer there.
    ///   - releaseKeys: who may sign programs of machines.
    package func keyset(
        version: Int64,
        at moment: Moment,
        endpoints: [String],
        tlsPins: [String],
        releaseKeys: [VerifyingKey] = []
    ) throws(ProtocolError) -> SignedKeyset {
        let keyset = Keyset(
            root: root.verifyingKey,
            version: version,
            iat: moment.seconds,
            keys: [
                Keyset.Entry(use: .command, key: command.verifyingKey),
                Keyset.Entry(use: .quote, key: quote.verifyingKey),
                Keyset.Entry(use: .profile, key: profile.verifyingKey),
            ] + releaseKeys.map { Keyset.Entry(use: .release, key: $0) },
            endpoints: endpoints,
            tlsPins: tlsPins
        )
        return SignedKeyset(keyset: keyset, compact: try Envelope.sign(keyset, as: .keyset, with: root).compact)
    }
}

/// A keyset and its signed form.
package struct SignedKeyset: Sendable {
    /// The list.
    package let keyset: Keyset
    /// The envelope.
    package let compact: String
}
