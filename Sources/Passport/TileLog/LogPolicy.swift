/// Whom a verifier believes: the key of the log, and how many of which witnesses must have seen a checkpoint.
package struct LogPolicy: Hashable, Sendable {
    /// The log's key.
    package let log: NoteKey
    /// The witnesses' keys.
    package let witnesses: [NoteKey]
    /// How many of them must have cosigned.
    package let quorum: Int

    /// Makes a policy.
    /// - Throws: `badValue` when a key is of the wrong kind, repeated, or there are fewer witnesses than the quorum.
    package init(log: NoteKey, witnesses: [NoteKey] = [], quorum: Int = 0) throws(PassportError) {
        guard log.kind == .log, witnesses.allSatisfy({ $0.kind == .witness }) else {
            throw PassportError(.badValue, "A policy has the key of one log and cosignature keys of witnesses.")
        }
        guard Set(witnesses.map(\.key)).count == witnesses.count, (0...witnesses.count).contains(quorum) else {
            throw PassportError(
                .badValue,
                "\(quorum) different witnesses are asked for, and \(witnesses.count) are named."
            )
        }
        self.log = log
        self.witnesses = witnesses
        self.quorum = quorum
    }

    /// The checkpoint of a note that this policy believes.
    /// - Throws: `unknownKey` when the log or enough witnesses did not sign, `badSignature`, `malformed`.
    package func checkpoint(of note: SignedNote) throws(PassportError) -> Checkpoint {
        let signatures = try note.verified(by: [log] + witnesses)
        guard signatures.contains(where: { $0.key == log }) else {
            throw PassportError(.unknownKey, "The log \(log.name) did not sign this checkpoint.")
        }
        let seen = signatures.count { $0.key.kind == .witness }
        guard seen >= quorum else {
            throw PassportError(
                .unknownKey,
                "\(seen) of \(quorum) witnesses cosigned this checkpoint; ask for a newer one before you believe it."
            )
        }
        let checkpoint = try Checkpoint(text: note.text)
        guard checkpoint.origin == log.name else {
            throw PassportError(.unknownKey, "The checkpoint is of \(checkpoint.origin), not of \(log.name).")
        }
        return checkpoint
    }
}
