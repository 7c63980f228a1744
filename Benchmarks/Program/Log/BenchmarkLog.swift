import Coordinator
import Database
import Logging
import Passport
import Protocol
import TestSupport

/// A log with its database in a temporary folder, and nothing else of a coordinator.
struct BenchmarkLog {
    private let folder: TemporaryDirectory
    private let runtime: Runtime
    private let stand: LogStand
    private let sequencer: LogSequencer

    /// Leaves per transaction and checkpoint while it is grown.
    private static let batch = 4_096
    /// Between two looks whether a leaf is published, in milliseconds.
    private static let lookMilliseconds = 2

    init() async throws {
        folder = try TemporaryDirectory()
        let database = try await SQLiteDatabase.open(
            SQLiteDatabaseConfiguration(path: folder.path("coordinator.sqlite")),
            migrations: Schema.migrations,
            onFatal: { error in preconditionFailure("the benchmark's disk works: \(error)") }
        )
        runtime = Runtime(
            database: database,
            ids: SystemIdentifierSource(),
            clock: { SystemClock.now },
            logger: Logger(label: "benchmark", factory: { _ in SwiftLogNoOpLogHandler() }),
            auditKey: SigningKey()
        )
        stand = try await LogStand.open(
            CoordinatorConfiguration(),
            stateFolder: folder.path,
            key: SigningKey(),
            runtime: runtime
        )
        sequencer = LogSequencer(stand)
        try await sequencer.settle()
    }

    func close() async { await runtime.database.close() }

    /// Gives proofs.
    var desk: LogDesk { LogDesk(stand) }

    /// Believes this log.
    var policy: LogPolicy { get throws { try LogPolicy(log: stand.signer.verifier) } }

    /// Grows the log, one full checkpoint after the other.
    func grow(to leaves: Int) async throws {
        var size = 0
        while size < leaves {
            let count = min(Self.batch, leaves - size)
            try await enter(count, "large \(size)")
            try await sequencer.settle()
            size += count
        }
    }

    /// How long single leaves take until they are published while nothing else happens, in seconds.
    func waits(count: Int) async throws -> [Double] {
        try await withSequencer {
            var waits: [Double] = []
            for number in 0..<count {
                waits.append(try await publish("alone \(number)"))
                // Longer than the least time between two checkpoints.
                try await Task.sleep(for: .milliseconds(300))
            }
            return waits
        }
    }

    /// Leaves per second until all are published, and how long single ones took meanwhile.
    func load(callers: Int, leaves: Int, seconds: Double) async throws -> (rate: Double, waits: [Double]) {
        try await withSequencer {
            let start = Clock.nanoseconds
            let (entered, waits) = try await withThrowingTaskGroup(of: (Int, [Double]).self) { group in
                for caller in 0..<callers {
                    group.addTask {
                        var count = 0
                        while Clock.seconds(since: start) < seconds {
                            try await enter(leaves, "caller \(caller) \(count)")
                            count += leaves
                        }
                        return (count, [])
                    }
                }
                group.addTask {
                    var waits: [Double] = []
                    while Clock.seconds(since: start) < seconds {
                        waits.append(try await publish("probe \(waits.count)"))
                    }
                    return (waits.count, waits)
                }
                var total = (0, [Double]())
                for try await (count, waits) in group { total = (total.0 + count, total.1 + waits) }
                return total
            }
            while try await published() < entered { try await Task.sleep(for: .milliseconds(Self.lookMilliseconds)) }
            return (Double(entered) / Clock.seconds(since: start), waits)
        }
    }

    private func withSequencer<Value: Sendable>(_ body: @escaping () async throws -> Value) async throws -> Value {
        let sequencer = sequencer
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sequencer.run() }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// Enters leaves of subjects of their own in one transaction.
    private func enter(_ count: Int, _ name: String) async throws {
        try await runtime.perform { work in
            for number in 0..<count {
                try LogBook.append(
                    .commission,
                    of: "https://id.gs1.org/01/09520123456788/21/\(name) \(number)",
                    actor: "line-1::0123456789abcdef0123456789abcdef",
                    hashes: ["epcis": "d1e8b3f0a5c94e7790b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d"],
                    in: work
                )
            }
        }
    }

    /// Enters a leaf and waits until it is published.
    private func publish(_ name: String) async throws -> Double {
        let start = Clock.nanoseconds
        try await enter(1, name)
        while true {
            let isThere = try await runtime.view { work in
                try LogBook.isPublished("https://id.gs1.org/01/09520123456788/21/\(name) 0", sequence: 0, in: work)
            }
            if isThere { return Clock.seconds(since: start) }
            try await Task.sleep(for: .milliseconds(Self.lookMilliseconds))
        }
    }

    private func published() async throws -> Int {
        Int(try await runtime.view { try LogHead.read(in: $0).published })
    }
}
