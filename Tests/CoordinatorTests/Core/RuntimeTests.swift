import Database
import Signals
import Synchronization
import Testing

@testable import Coordinator

@Suite("Runtime")
struct RuntimeTests {
    private struct Refusal: Error {}

    /// What was seen at the last moment before the commit.
    private final class Sight: Sendable {
        let generations = Mutex<[UInt64]>([])
    }

    /// A database that looks at a signal inside the transaction, after the handler's last line.
    private struct WatchedDatabase: Database {
        let real: any Database
        let signal: ChangeSignal
        let sight: Sight

        func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
            try await real.write { transaction in
                let value = try body(transaction)
                sight.generations.withLock { $0.append(signal.generation) }
                return value
            }
        }

        func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
            try await real.read(body)
        }

        var statistics: DatabaseStatistics { real.statistics }

        func close() async {}
    }

    /// A database that undoes each handler's first run and runs it again, as one does that lost a race.
    private struct RepeatingDatabase: Database {
        let real: any Database

        func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
            do {
                try await real.write { transaction in
                    _ = try body(transaction)
                    throw Refusal()
                }
            } catch is Refusal {}
            return try await real.write(body)
        }

        func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
            try await real.read(body)
        }

        var statistics: DatabaseStatistics { real.statistics }

        func close() async {}
    }

    private static func runtime(_ stand: MachineStand, on database: any Database) -> Runtime {
        Runtime(
            database: database,
            ids: stand.runtime.ids,
            clock: stand.runtime.clock,
            logger: stand.runtime.logger,
            auditKey: stand.runtime.auditKey
        )
    }

    private static func note(_ subject: String, in work: Work) throws {
        try EventLog.append(.placeChanged, subject: subject, owner: "operator", in: work)
    }

    @Test func nobodyIsNotifiedBeforeTheCommit() async throws {
        try await MachineStand.run { stand in
            let (signal, sight) = (ChangeSignal(), Sight())
            let database = WatchedDatabase(real: stand.runtime.database, signal: signal, sight: sight)
            try await Self.runtime(stand, on: database).perform { work in
                work.notes.notify(signal)
                try Self.note("a", in: work)
            }
            #expect(sight.generations.withLock { $0 } == [0])
            #expect(signal.generation == 1)
        }
    }

    @Test func aSignalThatIsAskedForTwiceIsNotifiedOnce() async throws {
        try await MachineStand.run { stand in
            let (signal, other) = (ChangeSignal(), ChangeSignal())
            try await stand.runtime.perform { work in
                for _ in 0..<3 { work.notes.notify(signal) }
                work.notes.notify(other)
            }
            #expect(signal.generation == 1)
            #expect(other.generation == 1)
        }
    }

    @Test func nobodyIsNotifiedOfWorkThatFailed() async throws {
        try await MachineStand.run { stand in
            let signal = ChangeSignal()
            await #expect(throws: Refusal.self) {
                try await stand.runtime.perform { work in
                    work.notes.notify(signal)
                    try Self.note("a", in: work)
                    throw Refusal()
                }
            }
            #expect(signal.generation == 0)
            let noted = try await stand.events(.placeChanged)
            #expect(noted.isEmpty)
        }
    }

    @Test func whatAnUndoneRunAskedForIsForgotten() async throws {
        try await MachineStand.run { stand in
            let (first, second) = (ChangeSignal(), ChangeSignal())
            let runs = Mutex(0)
            try await Self.runtime(stand, on: RepeatingDatabase(real: stand.runtime.database)).perform { work in
                let run = runs.withLock { runs in
                    runs += 1
                    return runs
                }
                work.notes.notify(run == 1 ? first : second)
                try Self.note("run \(run)", in: work)
            }
            let noted = try await stand.events(.placeChanged).map(\.subject)
            #expect(noted == ["run 2"])
            #expect(first.generation == 0)
            #expect(second.generation == 1)
        }
    }

    /// Notified before the commit, the reader would look too early, find nothing new and then wait for ever.
    @Test(.timeLimit(.minutes(1))) func whoeverIsWokenFindsWhatWasCommitted() async throws {
        try await MachineStand.run { stand in
            let (signal, rounds, runtime) = (ChangeSignal(), 300, stand.runtime)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for round in 0..<rounds {
                        try await runtime.perform { work in
                            work.notes.notify(signal)
                            try Self.note("round \(round)", in: work)
                        }
                    }
                }
                for _ in 0..<4 {
                    group.addTask {
                        var seen = 0
                        while seen < rounds {
                            let generation = signal.generation
                            let count = try await runtime.view { work in
                                try work.transaction.first("SELECT count(*) AS total FROM event")?.int64("total") ?? 0
                            }
                            if Int(count) > seen {
                                seen = Int(count)
                            } else {
                                await signal.wait(after: generation, timeoutSeconds: 120)
                                #expect(signal.generation > generation, "a notice was lost")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(signal.generation == UInt64(rounds))
        }
    }

    @Test func aDispatchWakesTheCommandStreams() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let (machines, id, signal) = (LinkedMachines(links: stand.links), machine.id, stand.links.signal)
            let (sight, generation) = (Sight(), signal.generation)
            let database = WatchedDatabase(real: stand.runtime.database, signal: signal, sight: sight)
            _ = try await Self.runtime(stand, on: database).perform { work in
                try machines.enqueueDelivery(
                    lane: "A1",
                    sale: "sale",
                    machine: id,
                    expires: work.now.adding(seconds: 60),
                    traceparent: work.ids.traceParent(),
                    in: work
                )
            }
            #expect(sight.generations.withLock { $0 } == [generation])
            #expect(signal.generation == generation + 1)
        }
    }
}
