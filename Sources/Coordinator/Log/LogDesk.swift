import Database
import NIOPosix
package import Passport
import TileStore

/// Reads the published log for those who ask: files and proofs.
package struct LogDesk: Sendable {
    let stand: LogStand

    /// Makes a desk.
    package init(_ stand: LogStand) { self.stand = stand }

    /// The published checkpoint.
    /// - Throws: `notReady` before the first one.
    package func checkpoint() async throws -> SignedNote {
        let files = stand.files
        let note = try await Self.read { try files.checkpoint() }
        guard let note else {
            throw CoordinatorError(.notReady, "The log has not begun yet; try again in a second.")
        }
        return note
    }

    /// A file of the log.
    /// - Throws: `notFound` when there is none of that name.
    package func file(_ coordinate: TileCoordinate) async throws -> [UInt8] {
        let files = stand.files
        return try await Self.read { try files.readAsIs(coordinate) }
    }

    /// The proof of a leaf, which holds the entry itself beside it. It leads to the newest checkpoint that witnesses
    /// signed, or to the newest of all when none with the leaf is signed by one.
    /// - Throws: `notFound` when no published checkpoint has such a leaf.
    package func proof(of place: UInt64) async throws -> LogProofFile {
        let stand = stand
        let (entry, signed) = try await stand.runtime.view { work in
            let row = try work.transaction.first(
                """
                SELECT entry FROM log_leaf WHERE place = $place AND place < (SELECT published FROM log_head)
                """,
                ["place": .integer(Int64(clamping: place))]
            )
            let best = try Cosignatures.best(holding: place, in: work)
            return (
                try row?.blob("entry"), try best.map { try stand.cosigned($0.note, size: $0.size, in: work) }
            )
        }
        guard let entry else { throw CoordinatorError(.notFound, "The published log has no leaf \(place).") }
        let note = if let signed { signed } else { try await checkpoint() }
        let size = try Checkpoint(text: note.text).size
        let files = stand.files
        let hashes = try await NIOThreadPool.singleton.runIfActive {
            try LogTree(size: size, source: files.hashes(size: size)).inclusionProof(of: place)
        }
        return LogProofFile(index: place, proof: hashes, checkpoint: note, extra: entry)
    }

    /// The proof of a leaf of a subject.
    /// - Throws: `notFound` when there is none, or it is not published yet.
    package func proof(of subject: String, sequence: Int64) async throws -> LogProofFile {
        let leaf = try await stand.runtime.view { try LogBook.leaf(subject, sequence: sequence, in: $0) }
        guard let leaf else { throw CoordinatorError(.notFound, "The log has no such leaf.") }
        guard case .published(let place) = leaf.progress else {
            throw CoordinatorError(.notFound, "The leaf is stored and not published yet; try again in a second.")
        }
        return try await proof(of: place)
    }

    /// Reads a file on a thread that may block.
    private static func read<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        do {
            return try await NIOThreadPool.singleton.runIfActive(body)
        } catch let error as TileStoreError where error.code == .missing {
            throw CoordinatorError(.notFound, "The log has no such file; begin with its checkpoint.")
        }
    }
}
