import Logging
import Platform
package import Passport
package import Protocol
package import TileStore

/// What everything of the log shares: its name and key, its files, its witnesses.
package struct LogStand: Sendable {
    /// Store, clock, log.
    package let runtime: Runtime
    /// Signs checkpoints under the log's name.
    package let signer: NoteSigner
    /// The files.
    package let files: LogFolder
    /// Who cosigns, and how often.
    package let configuration: LogConfiguration

    /// The public key in the state folder, for whoever checks a proof.
    private static let keyFile = "log.pub"

    /// Puts it together. A log keeps the name and the key of its first checkpoint.
    /// - Throws: `invalid` when the key or the name is another one.
    package static func open(
        _ configuration: CoordinatorConfiguration,
        stateFolder: String,
        key: SigningKey,
        runtime: Runtime
    ) async throws -> LogStand {
        let head = try await runtime.view { try LogHead.read(in: $0) }
        let signer: NoteSigner
        do {
            let name = try name(head, configuration)
            signer = try NoteSigner(name: name, kind: .log, key: key)
            if !head.note.isEmpty { _ = try LogPolicy(log: signer.verifier).checkpoint(of: SignedNote(head.note)) }
        } catch let error as PassportError {
            throw CoordinatorError(
                .invalid,
                "keys/log.key is not the key of this log; restore it from its backup.",
                cause: error.message
            )
        }
        let text = Array("\(signer.verifier)\n".utf8)
        try await DedicatedThread.run("log-key") {
            let path = "\(stateFolder)/\(keyFile)"
            if StateFile.exists(path), try StateFile.read(path, maximumBytes: 4_096) == text { return }
            try StateFile.write(text, to: path)
        }
        return LogStand(
            runtime: runtime,
            signer: signer,
            files: LogFolder("\(stateFolder)/\(LogFolder.name)"),
            configuration: configuration.log
        )
    }

    private static func name(_ head: LogHead, _ configuration: CoordinatorConfiguration) throws -> String {
        guard !head.note.isEmpty else { return configuration.log.name(publicURL: configuration.publicURL) }
        let origin = try Checkpoint(text: SignedNote(head.note).text).origin
        if let wanted = configuration.log.name, wanted != origin {
            throw CoordinatorError(
                .invalid,
                "log.name is \(wanted), and the log has been \(origin) since it began: proofs name it so. Write that."
            )
        }
        return origin
    }

    /// Whom this log believes: itself.
    package var policy: LogPolicy {
        get throws(PassportError) {
            try LogPolicy(log: signer.verifier, witnesses: configuration.witnesses.map(\.key), quorum: 0)
        }
    }

    /// A checkpoint, signed.
    func sign(size: UInt64, root: TreeHash) throws(PassportError) -> SignedNote {
        var note = try SignedNote(text: Checkpoint(origin: signer.verifier.name, size: size, root: root).text)
        try note.sign(with: signer)
        return note
    }

    /// A published checkpoint without the signatures of others.
    func ownPart(of note: SignedNote) throws(PassportError) -> SignedNote {
        let key = signer.verifier
        return try SignedNote(
            text: note.text,
            signatures: note.signatures.filter { $0.name == key.name && $0.keyID == key.id }
        )
    }

    /// A checkpoint with the cosignatures that are known of it.
    func cosigned(_ note: String, size: UInt64, in work: Work) throws -> SignedNote {
        var note = try SignedNote(note)
        for line in try Cosignatures.lines(size: size, in: work) { note.add(try NoteSignature(line: line)) }
        return note
    }
}
