import Passport

extension FuzzTarget {
    /// Signed notes and what is in them: checkpoints, keys of verifiers, policies.
    static let note = FuzzTarget(
        name: "note",
        maximumBytes: 4_096,
        seeds: {
            let log = LogSeeds.log
            let policy = """
                # whom to believe
                log \(log.key) https://log.example.com/test
                witness w1 \(log.witness) https://witness.example.com
                group g any w1
                quorum g

                """
            return [
                FuzzSeed("checkpoint", log.note.description),
                FuzzSeed("unsigned", log.note.text),
                FuzzSeed("foreign", log.note.text + "\n— other.example.com AAAAAAAAAAAA\n", isTaken: false),
                FuzzSeed("key", log.key.description),
                FuzzSeed("policy", policy),
                FuzzSeed("policy-none", "log \(log.key)\nquorum none\n"),
            ]
        },
        check: NoteCheck.check
    )
}

private enum NoteCheck {
    static let check: @Sendable ([UInt8]) throws -> Bool = { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        var isTaken = try note(text)
        if let checkpoint = try? Checkpoint(text: text) {
            try FuzzFinding.unlessSame(
                checkpoint,
                writing: { Array($0.text.utf8) },
                reading: { try Checkpoint(text: String(decoding: $0, as: UTF8.self)) }
            )
            isTaken = true
        }
        if let key = try? NoteKey(text: text) {
            try FuzzFinding.unless(key.description == text, "a key has two texts: \(key), \(text)")
            isTaken = true
        }
        if let policy = try? LogPolicy(text: text) {
            _ = try? policy.checkpoint(of: LogSeeds.log.note)
            isTaken = true
        }
        return isTaken
    }

    private static func note(_ text: String) throws -> Bool {
        guard let note = try? SignedNote(text) else { return false }
        try FuzzFinding.unlessSame(
            note,
            writing: { Array($0.description.utf8) },
            reading: { try SignedNote(String(decoding: $0, as: UTF8.self)) }
        )
        let log = LogSeeds.log
        var isTaken = false
        for keys in [[log.key], [log.witness], [log.key, log.witness]] {
            guard (try? note.verified(by: keys)) != nil else { continue }
            try FuzzFinding.unless(note.text == log.note.text, "nobody signed this note, and it is believed: \(text)")
            isTaken = true
        }
        if let checkpoint = try? log.policy.checkpoint(of: note) {
            try FuzzFinding.unless(checkpoint.root == log.builder.root, "a checkpoint of another tree is believed")
        }
        return isTaken
    }
}
