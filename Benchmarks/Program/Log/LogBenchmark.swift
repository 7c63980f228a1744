import Coordinator
import Foundation
import Measuring
import Passport
import TestSupport

/// The log of serials: how fast leaves become public, and what a proof costs in a large log.
enum LogBenchmark {
    /// Callers and leaves per transaction of each load.
    private static let loads = [(callers: 64, leaves: 1), (callers: 4, leaves: 50)]
    private static let idleLeaves = 20
    private static let proofs = 1_000
    private static let wantedRate = 10_000.0

    static func run(rounds: Int, seconds: Double, largeLog: Int) async throws -> [Section] {
        [try await growth(rounds: rounds, seconds: seconds), try await proofs(in: largeLog)]
    }

    // MARK: Growth

    private static func growth(rounds: Int, seconds: Double) async throws -> Section {
        var section = Section(
            "Growth of the log",
            method: """
                Callers enter leaves of about 250 bytes in transactions of the database for \
                \(FigureText.write(seconds)) s while the sequencer works; a leaf counts when the checkpoint that holds \
                it is published and all is fsynced: entered, placed and signed in the database, in a bundle and a \
                tile. The time ends when the last one is published. Beside the load one caller enters a leaf and waits \
                until it is published, over and over: the latency.
                """
        )
        var best = 0.0
        for (callers, leaves) in loads {
            var rates: [Double] = []
            var waits: [Double] = []
            for round in 0..<rounds {
                Progress.say("log: \(callers) callers, round \(round + 1) of \(rounds)")
                let log = try await BenchmarkLog()
                let result = try await log.load(callers: callers, leaves: leaves, seconds: seconds)
                rates.append(result.rate)
                waits += result.waits
                await log.close()
            }
            section.figures.append(
                Figure(
                    "\(callers) callers, \(leaves) per transaction",
                    rates,
                    unit: "leaves per s",
                    latency: Figure.Latency(seconds: waits)
                )
            )
            best = max(best, Sample(rates).median ?? 0)
        }
        Progress.say("log: one leaf at a time")
        let log = try await BenchmarkLog()
        let idle = try await log.waits(count: idleLeaves)
        await log.close()
        section.figures.append(
            Figure(
                "one leaf in an idle log, until it is published",
                idle.map { $0 * 1_000 },
                unit: "ms",
                latency: Figure.Latency(seconds: idle)
            )
        )
        section.aims = [
            Aim(
                "leaves per second, published",
                measured: best,
                bound: wantedRate,
                unit: "per s",
                moreIsBetter: true
            )
        ]
        return section
    }

    // MARK: Proofs

    private static func proofs(in leaves: Int) async throws -> Section {
        Progress.say("log: growing one of \(leaves) leaves")
        let log = try await BenchmarkLog()
        let start = Clock.nanoseconds
        try await log.grow(to: leaves)
        let growth = Clock.seconds(since: start)
        var section = Section(
            "Proofs of a log of \(leaves) leaves",
            method: """
                \(proofs) proofs of places all over the log, one after the other, each as `GET /log/proof/{place}` \
                makes it: the entry from the mirror, the hashes from the tiles. Checking is offline, with the public \
                key: the signature, the entry's hash and the way to the root. The size is that of the whole file.
                """
        )
        let desk = log.desk
        let policy = try log.policy
        var making: [Double] = []
        var checking: [Double] = []
        var bytes: [Double] = []
        for number in 0..<proofs {
            let place = UInt64(number * 7_919_333 % leaves)
            let begun = Clock.nanoseconds
            let text = try await desk.proof(of: place).description
            making.append(Clock.seconds(since: begun))
            bytes.append(Double(text.utf8.count))
            let read = Clock.nanoseconds
            let proof = try LogProofFile(text)
            try proof.check(entry: proof.extra ?? [], by: policy)
            checking.append(Clock.seconds(since: read))
        }
        await log.close()
        section.figures = [
            Figure("making a proof", making.map { $0 * 1e6 }, unit: "µs", latency: Figure.Latency(seconds: making)),
            Figure("checking it", checking.map { $0 * 1e6 }, unit: "µs", latency: Figure.Latency(seconds: checking)),
            Figure("size of the file", bytes, unit: "bytes"),
            Figure("growing the log, one batch after the other", [Double(leaves) / growth], unit: "leaves per s"),
        ]
        return section
    }
}
