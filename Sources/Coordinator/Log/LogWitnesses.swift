import Logging
import Logs
import NIOPosix
import Passport
import ServiceLifecycle
import Signals
import TileStore

/// Asks the configured witnesses to cosign what was published (C2SP tlog-witness), each in its own time: one that is
/// down or slow holds up neither the log nor the others.
package struct LogWitnesses: Service {
    let stand: LogStand
    let poster: any WitnessPoster

    /// How long it waits before it looks by itself, in seconds.
    private static let lookSeconds = 30.0

    /// Makes the service.
    package init(_ stand: LogStand, poster: any WitnessPoster = HTTPWitnessPoster()) {
        self.stand = stand
        self.poster = poster
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for witness in stand.configuration.witnesses {
                    group.addTask { await follow(witness) }
                }
            }
        }
    }

    private func follow(_ witness: LogConfiguration.Witness) async {
        while !Task.isCancelled {
            let generation = stand.runtime.leaves.generation
            let isSigned = await askNoting(witness)
            guard !Task.isCancelled else { return }
            if isSigned {
                await stand.runtime.leaves.wait(after: generation, timeoutSeconds: Self.lookSeconds)
            }
            try? await Task.sleep(for: .seconds(stand.configuration.witnessSeconds))
        }
    }

    /// As `ask`; a failure is a line of the log.
    private func askNoting(_ witness: LogConfiguration.Witness) async -> Bool {
        do {
            try await ask(witness)
            return true
        } catch {
            stand.runtime.logger.log(
                CoordinatorLog.witnessSilent,
                ["witness": "\(witness.key.name)", "error": "\(error)"]
            )
            return false
        }
    }

    /// Has a witness sign the published checkpoint, unless it did. Its signature is checked, then kept.
    /// - Throws: `notReady` when it does not, `conflict` when it knows a longer log.
    package func ask(_ witness: LogConfiguration.Witness) async throws {
        let name = witness.key.name
        let published = try await published()
        guard let note = published else { return }
        let checkpoint = try Checkpoint(text: note.text)
        var oldSize = try await stand.runtime.view { try Cosignatures.newest(of: name, in: $0) }
        guard oldSize < checkpoint.size else { return }
        var answer = try await post(note, checkpoint, from: oldSize, to: witness)
        if case .otherSize(let size) = answer, size != oldSize {
            guard size <= checkpoint.size else {
                try await tellAhead(witness, size: size, than: checkpoint)
                throw CoordinatorError(.conflict, "Witness \(name) signed a log of \(size) leaves.")
            }
            oldSize = size
            answer = try await post(note, checkpoint, from: oldSize, to: witness)
        }
        guard case .signed(let lines) = answer else {
            throw CoordinatorError(.notReady, "Witness \(name) did not cosign: \(answer).")
        }
        let line = try Self.checked(lines, of: note, by: witness.key)
        try await stand.runtime.perform {
            try Cosignatures.keep(line, by: name, of: note.description, size: checkpoint.size, in: $0)
        }
    }

    /// The published checkpoint with the log's own signature only.
    private func published() async throws -> SignedNote? {
        let files = stand.files
        let note = try await NIOThreadPool.singleton.runIfActive { try files.checkpoint() }
        return try note.map { note in try stand.ownPart(of: note) }
    }

    private func post(
        _ note: SignedNote,
        _ checkpoint: Checkpoint,
        from oldSize: UInt64,
        to witness: LogConfiguration.Witness
    ) async throws -> WitnessAnswer {
        let files = stand.files
        let proof = try await NIOThreadPool.singleton.runIfActive {
            try LogTree(size: checkpoint.size, source: files.hashes(size: checkpoint.size))
                .consistencyProof(from: oldSize)
        }
        let request = WitnessRequest(oldSize: oldSize, proof: proof, checkpoint: note)
        return await poster.post(request.body, to: witness.url)
    }

    /// The line that is the witness's cosignature of the note. Lines of keys that nobody named count for nothing.
    private static func checked(_ lines: [String], of note: SignedNote, by key: NoteKey) throws -> String {
        var answered = try SignedNote(text: note.text)
        for line in lines.prefix(SignedNote.maximumSignatures) {
            let signature = try NoteSignature(line: line)
            guard signature.name == key.name, signature.keyID == key.id else { continue }
            answered.add(signature)
        }
        _ = try answered.verified(by: [key])
        guard let signature = answered.signatures.first else {
            throw CoordinatorError(.notReady, "Witness \(key.name) gave no signature of its own.")
        }
        return signature.line
    }

    private func tellAhead(
        _ witness: LogConfiguration.Witness,
        size: UInt64,
        than checkpoint: Checkpoint
    ) async throws {
        try await stand.runtime.perform { work in
            try AlarmBook.raise(
                .witnessAhead,
                subject: witness.key.name,
                owner: Owner.operator,
                text: "Witness \(witness.key.name) signed this log with \(size) leaves, and here it has "
                    + "\(checkpoint.size): this is an older copy of it, or somebody else has its key. Stop the "
                    + "coordinator, find the newest files of the log, and put them in the place of the folder log.",
                in: work
            )
        }
    }
}
