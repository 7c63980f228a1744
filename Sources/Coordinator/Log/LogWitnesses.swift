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
        var trouble = WitnessTrouble()
        while !Task.isCancelled {
            let generation = stand.runtime.leaves.generation
            let isSigned = await askNoting(witness, &trouble)
            guard !Task.isCancelled else { return }
            if isSigned {
                await stand.runtime.leaves.wait(after: generation, timeoutSeconds: Self.lookSeconds)
            }
            try? await Task.sleep(for: .seconds(stand.configuration.witnessSeconds))
        }
    }

    /// As `ask`; a failure is a line of the log, and one that a person has to see to is an alarm.
    func askNoting(_ witness: LogConfiguration.Witness, _ trouble: inout WitnessTrouble) async -> Bool {
        do {
            try await ask(witness)
            trouble.ended()
            return true
        } catch {
            stand.runtime.logger.log(
                CoordinatorLog.witnessSilent,
                ["witness": "\(witness.key.name)", "error": "\((error as? WitnessRefusal)?.words ?? "\(error)")"]
            )
            if let refusal = error as? WitnessRefusal,
                trouble.goesOn(refusal.kind, at: stand.runtime.clock())
            {
                await tell(of: witness, refusal)
            }
            return false
        }
    }

    private func tell(of witness: LogConfiguration.Witness, _ refusal: WitnessRefusal) async {
        do {
            try await stand.runtime.perform { work in
                try AlarmBook.raise(
                    .witnessSilent,
                    subject: witness.key.name,
                    owner: Owner.operator,
                    text: "Witness \(witness.key.name) does not sign: \(refusal.words). The log goes on without it; "
                        + "it is asked until it signs.",
                    in: work
                )
            }
        } catch {
            stand.runtime.logger.log(CoordinatorLog.logAlarmNotStored, ["error": "\(error)"])
        }
    }

    /// Has a witness sign the published checkpoint, unless it did. Its signature is checked, then kept.
    /// - Throws: `WitnessRefusal` when it does not, `conflict` when it knows a longer log.
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
        let line = try Self.signature(answer, of: note, checkpoint, from: oldSize, by: witness.key)
        try await stand.runtime.perform {
            try Cosignatures.keep(line, by: name, of: note.description, size: checkpoint.size, in: $0)
        }
    }

    /// The line with the witness's signature of an answer.
    private static func signature(
        _ answer: WitnessAnswer,
        of note: SignedNote,
        _ checkpoint: Checkpoint,
        from oldSize: UInt64,
        by key: NoteKey
    ) throws(WitnessRefusal) -> String {
        switch answer {
        case .signed(let lines):
            do throws(PassportError) {
                if let line = try checked(lines, of: note, by: key) { return line }
            } catch {
                throw WitnessRefusal(kind: .refused, words: "its answer is no signature of its: \(error.message)")
            }
            throw WitnessRefusal(
                kind: .refused,
                words: "it signed with another key than \(key), the one of the configuration"
            )
        case .otherSize(let size) where size == oldSize && size == checkpoint.size:
            throw WitnessRefusal(kind: .refused, words: HTTPWitnessPoster.other)
        case .otherSize(let size):
            throw WitnessRefusal(
                kind: .silent,
                words:
                    "it says that it signed \(size) leaves, and a moment ago \(oldSize); another copy of this log may "
                    + "ask it too"
            )
        case .refused(let words): throw WitnessRefusal(kind: .refused, words: words)
        case .silent(let words): throw WitnessRefusal(kind: .silent, words: words)
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

    /// The line that is the witness's cosignature of the note, if there is one. Lines of keys that nobody named count
    /// for nothing.
    private static func checked(
        _ lines: [String],
        of note: SignedNote,
        by key: NoteKey
    ) throws(PassportError) -> String? {
        var answered = try SignedNote(text: note.text)
        for line in lines.prefix(SignedNote.maximumSignatures) {
            let signature = try NoteSignature(line: line)
            guard signature.name == key.name, signature.keyID == key.id else { continue }
            answered.add(signature)
        }
        guard !answered.signatures.isEmpty else { return nil }
        _ = try answered.verified(by: [key])
        return answered.signatures.first?.line
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
