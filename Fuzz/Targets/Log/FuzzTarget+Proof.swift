import Passport

extension FuzzTarget {
    /// The files that `mintmark verify` reads: proofs that an entry is in the log.
    static let proof = FuzzTarget(
        name: "proof",
        maximumBytes: 8_192,
        seeds: {
            var seeds = try (0..<5).map { FuzzSeed("entry-\($0)", try LogSeeds.proof(of: UInt64($0)).description) }
            seeds.append(FuzzSeed("extra", try LogSeeds.proof(of: 2, extra: [1, 2, 3]).description))
            return seeds
        },
        check: { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            guard let file = try? LogProofFile(text) else { return false }
            var isTaken = false
            try FuzzFinding.unlessSame(
                file,
                writing: { Array($0.description.utf8) },
                reading: { try LogProofFile(String(decoding: $0, as: UTF8.self)) }
            )
            for (place, entry) in LogSeeds.entries.enumerated() {
                guard (try? file.check(entry: entry, by: LogSeeds.log.policy)) != nil else { continue }
                try FuzzFinding.unless(file.index == UInt64(place), "entry \(place) is proven at \(file.index)")
                try FuzzFinding.unless(file.checkpoint.text == LogSeeds.log.note.text, "another log proves an entry")
                isTaken = true
            }
            try FuzzFinding.unless(
                (try? file.check(entry: Array("never logged".utf8), by: LogSeeds.log.policy)) == nil,
                "an entry is proven that is not in the log"
            )
            return isTaken
        }
    )
}
