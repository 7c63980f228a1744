/// Whom a verifier believes: the keys of logs, and which witnesses must have seen a checkpoint (C2SP tlog-policy).
package struct LogPolicy: Hashable, Sendable {
    /// The logs' keys; a checkpoint of any of them is taken.
    package let logs: [NoteKey]
    /// The witnesses' keys.
    package let witnesses: [NoteKey]
    /// Which of them must have cosigned.
    package let quorum: WitnessQuorum

    /// Makes a policy.
    /// - Throws: `badValue` when a key is of the wrong kind or repeated.
    package init(logs: [NoteKey], witnesses: [NoteKey], quorum: WitnessQuorum) throws(PassportError) {
        guard logs.allSatisfy({ $0.kind == .log }), witnesses.allSatisfy({ $0.kind == .witness }) else {
            throw PassportError(.badValue, "A policy has keys of logs and cosignature keys of witnesses.")
        }
        guard Set(witnesses.map(\.key)).count == witnesses.count, Set(logs.map(\.key)).count == logs.count else {
            throw PassportError(.badValue, "A policy names each key once.")
        }
        self.logs = logs
        self.witnesses = witnesses
        self.quorum = quorum
    }

    /// A policy of one log and some of its witnesses.
    /// - Throws: `badValue` when a key is of the wrong kind, repeated, or there are fewer witnesses than the quorum.
    package init(log: NoteKey, witnesses: [NoteKey] = [], quorum: Int = 0) throws(PassportError) {
        guard (0...witnesses.count).contains(quorum) else {
            throw PassportError(
                .badValue,
                "\(quorum) different witnesses are asked for, and \(witnesses.count) are named."
            )
        }
        try self.init(
            logs: [log],
            witnesses: witnesses,
            quorum: quorum == 0 ? .none : .group(quorum, witnesses.map { .witness($0) })
        )
    }

    /// The checkpoint of a note that this policy believes.
    /// - Throws: `unknownKey` when no log or not enough witnesses signed, `badSignature`, `malformed`.
    package func checkpoint(of note: SignedNote) throws(PassportError) -> Checkpoint {
        try judged(note).checkpoint
    }

    /// The checkpoint of a note that this policy believes, and who signed it.
    /// - Throws: as `checkpoint(of:)`.
    package func judged(
        _ note: SignedNote
    ) throws(PassportError) -> (checkpoint: Checkpoint, signatures: [VerifiedSignature]) {
        let signatures = try note.verified(by: logs + witnesses)
        let names = logs.map(\.name).joined(separator: ", ")
        guard signatures.contains(where: { logs.contains($0.key) }) else {
            throw PassportError(.unknownKey, "The log \(names) did not sign this checkpoint.")
        }
        let seen = Set(signatures.map(\.key).filter { $0.kind == .witness })
        guard quorum.isMet(by: seen) else {
            throw PassportError(
                .unknownKey,
                "\(seen.count) known witnesses cosigned this checkpoint, and the policy asks for \(quorum.words); ask "
                    + "for a newer one before you believe it."
            )
        }
        let checkpoint = try Checkpoint(text: note.text)
        guard signatures.contains(where: { $0.key.kind == .log && $0.key.name == checkpoint.origin }) else {
            throw PassportError(.unknownKey, "The checkpoint is of \(checkpoint.origin), not of \(names).")
        }
        return (checkpoint, signatures)
    }
}
