import Measuring
import TestSupport

/// Durable appends: our journal beside a bare loop of `pwrite` and `fdatasync`, and beside Redis that fsyncs always.
enum JournalBenchmark {
    /// The size of what is appended, in bytes.
    static let bytes = 256
    private static let producers = [1, 16, 64]
    private static let rawOverwrite = "pwrite + fdatasync, overwriting"
    private static let rawAppend = "pwrite + fdatasync, appending"

    private struct Rounds {
        var rates: [Double] = []
        var seconds: [[Double]] = []
        var commits: Int64 = 0
    }

    static func run(rounds: Int, seconds: Double) async throws -> Section {
        let folder = try TemporaryDirectory()
        let redis = try await RedisServer.start(in: folder.path)
        var journals: [JournalUnderTest] = []
        for count in producers { journals.append(try await .open(in: folder.path, producers: count)) }
        var found: [String: Rounds] = [:]
        var calibration: [Double] = []
        // A round before those that count fills caches and allocates files.
        for round in -1..<rounds {
            Progress.say(round < 0 ? "journal: warming up" : "journal: round \(round + 1) of \(rounds)")
            let length = round < 0 ? 0.3 : seconds
            let speed = try Disk.overwrite(in: folder.path, bytes: 4_096, seconds: 0.2).rate
            let one = try await contest(folder.path, journals, redis, length, isReversed: round % 2 != 0)
            guard round >= 0 else { continue }
            calibration.append(speed)
            for (name, (loop, commits)) in one {
                found[name, default: Rounds()].rates.append(loop.rate)
                found[name, default: Rounds()].seconds.append(loop.seconds)
                found[name, default: Rounds()].commits += commits
            }
        }
        for journal in journals { await journal.close() }
        try await redis?.stop()
        return section(found, calibration, redis: redis)
    }

    /// Each contender once, close together; every other round the other way round.
    private static func contest(
        _ folder: String,
        _ journals: [JournalUnderTest],
        _ redis: RedisServer?,
        _ seconds: Double,
        isReversed: Bool
    ) async throws -> [String: (Disk.Loop, Int64)] {
        var found: [String: (Disk.Loop, Int64)] = [:]
        found[rawOverwrite] = (try Disk.overwrite(in: folder, bytes: Int64(bytes), seconds: seconds / 2), 0)
        found[rawAppend] = (try Disk.append(in: folder, bytes: Int64(bytes), seconds: seconds / 2), 0)
        for journal in isReversed ? journals.reversed() : journals {
            let ours = { found[name(journal.producers)] = try await journal.append(seconds: seconds) }
            let theirs = {
                guard let redis else { return }
                let loop = try redis.append(connections: journal.producers, bytes: bytes, seconds: seconds)
                found[redisName(journal.producers)] = (loop, 0)
            }
            if isReversed {
                try theirs()
                try await ours()
            } else {
                try await ours()
                try theirs()
            }
        }
        return found
    }

    private static func name(_ count: Int) -> String {
        count == 1 ? "journal, 1 producer" : "journal, \(count) producers"
    }

    private static func redisName(_ count: Int) -> String {
        count == 1 ? "Redis, 1 client" : "Redis, \(count) clients"
    }

    private static func section(_ all: [String: Rounds], _ calibration: [Double], redis: RedisServer?) -> Section {
        var section = Section(
            "Durable appends of \(bytes) bytes",
            method: """
                The journal, a bare loop in C and Redis take turns on one disk in one process's run, in an order that \
                changes from round to round. An append counts when it is fsynced: for the journal when its \
                transaction returns, for Redis (`appendonly yes`, `appendfsync always`, XADD over a Unix socket, no \
                pipelining, each client waiting for its answer) when the answer is there. Each round is preceded by a \
                calibration of the disk; a round is dropped whose calibration is off by more than a factor of \
                \(Int(Calibration.tolerance)). The ratio is to Redis with as many clients, for the bare loops to the \
                one that overwrites.
                """
        )
        let kept = Calibration.steadyRounds(calibration)
        func add(_ name: String, comparedWith other: String?) {
            guard let found = all[name] else { return }
            let seconds = kept.flatMap { found.seconds[$0] }
            section.figures.append(
                Figure(
                    name,
                    kept.map { found.rates[$0] },
                    unit: "per s",
                    latency: Figure.Latency(seconds: seconds),
                    comparedWith: other
                )
            )
        }
        add(rawOverwrite, comparedWith: nil)
        add(rawAppend, comparedWith: rawOverwrite)
        for count in producers {
            add(name(count), comparedWith: redisName(count))
            add(redisName(count), comparedWith: nil)
        }
        let most = name(producers[producers.count - 1])
        if let ours = section.figures.first(where: { $0.name == most }), let ratio = section.ratio(of: ours) {
            section.aims.append(
                Aim(
                    "the journal with 64 producers beside Redis",
                    measured: ratio,
                    bound: 2,
                    unit: "×",
                    moreIsBetter: true
                )
            )
        }
        for count in producers {
            guard let found = all[name(count)], found.commits > 0 else { continue }
            let appends = found.seconds.reduce(0) { $0 + $1.count }
            let share = FigureText.write(Double(appends) / Double(found.commits))
            section.remarks.append("\(name(count)): \(share) appends shared one fsync on average.")
        }
        section.remarks.append("\(kept.count) of \(calibration.count) rounds were kept.")
        section.remarks.append(
            redis.map { "Redis \($0.version)." } ?? "There was no redis-server here: its lines are missing."
        )
        return section
    }
}
