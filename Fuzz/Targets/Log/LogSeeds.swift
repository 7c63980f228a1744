import Passport
import Protocol

/// A small log, signed and witnessed.
enum LogSeeds {
    /// The entries.
    static let entries: [[UInt8]] = (0..<5).map { Array("entry \($0)".utf8) }

    /// A log with its checkpoint.
    struct Log {
        let policy: LogPolicy
        let key: NoteKey
        let witness: NoteKey
        let note: SignedNote
        let builder: TileBuilder
    }

    static let log: Log = {
        do {
            return try made()
        } catch {
            preconditionFailure("the log of the search can be made: \(error)")
        }
    }()

    private static func made() throws -> Log {
        var builder = TileBuilder()
        for entry in entries { builder.append(.leaf(entry)) }
        let origin = "log.example.com/test"
        let signer = try NoteSigner(name: origin, kind: .log, key: FuzzKeys.key(5))
        let witness = try NoteSigner(name: "witness.example.com", kind: .witness, key: FuzzKeys.key(6))
        let checkpoint = try Checkpoint(origin: origin, size: builder.size, root: builder.root)
        var note = try SignedNote(text: checkpoint.text)
        try note.sign(with: signer)
        try note.sign(with: witness, seconds: 1_800_000_000)
        let policy = try LogPolicy(log: signer.verifier, witnesses: [witness.verifier], quorum: 1)
        return Log(policy: policy, key: signer.verifier, witness: witness.verifier, note: note, builder: builder)
    }

    /// The proof of an entry.
    static func proof(of index: UInt64, extra: [UInt8]? = nil) throws -> LogProofFile {
        var builder = log.builder
        let tiles = builder.takeTiles()
        let hashes = TileHashes(size: builder.size) { coordinate throws(PassportError) in
            guard let tile = tiles.first(where: { $0.coordinate == coordinate }) else {
                throw PassportError(.missingHash, "There is no tile \(coordinate).")
            }
            return tile.bytes
        }
        let proof = try LogTree(size: builder.size, source: hashes).inclusionProof(of: index)
        return LogProofFile(index: index, proof: proof, checkpoint: log.note, extra: extra)
    }
}
