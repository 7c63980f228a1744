import Passport

/// What a proof shows, for a person.
enum ProofText {
    /// A proof that holds.
    static func right(
        _ proof: LogProofFile,
        _ checkpoint: Checkpoint,
        _ signatures: [VerifiedSignature],
        entry: [UInt8]
    ) -> String {
        var lines = ["The proof holds: the log \(checkpoint.origin) has this entry, as leaf \(proof.index)."]
        lines += meaning(entry)
        lines.append(
            "checked: the entry's hash leads over \(Words.count(proof.proof.count, "hash", "hashes")) to the root of "
                + "\(Words.count(Int(checkpoint.size), "leaf", "leaves"))"
        )
        for signature in signatures {
            let id = String(signature.key.id, radix: 16)
            switch signature.key.kind {
            case .log: lines.append("checked: the log signed that root with its key \(id)")
            case .witness:
                let time = TimeText.moment(Int64(signature.seconds ?? 0) * 1_000, Presentation())
                lines.append("checked: witness \(signature.key.name) saw it so at \(time)")
            }
        }
        if !signatures.contains(where: { $0.key.kind == .witness }) {
            lines.append("not checked: whether others were shown the same log; a policy with witnesses asks for that")
        }
        return lines.joined(separator: "\n")
    }

    /// What the entry says; an entry that is none of ours is proven all the same.
    private static func meaning(_ entry: [UInt8]) -> [String] {
        guard let leaf = try? LogLeaf(bytes: entry) else { return ["entry: \(Words.count(entry.count, "byte"))"] }
        let hashes = leaf.hashes.sorted { $0.key < $1.key }.map { "hash of \($0.key): \($0.value)" }
        return [
            "subject: \(leaf.subject)", "entry: \(leaf.kind.rawValue), number \(leaf.sequence) of this subject",
            "time: \(TimeText.moment(leaf.milliseconds, Presentation())), as \(leaf.actor) says",
        ] + hashes
    }
}
