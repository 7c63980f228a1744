import Faults
import GPIO
import Journal
import Logging
import Logs
import Machine
import NIOCore
import Protocol
import Signals
import Synchronization

/// Runs the stations of a machine: keeps blocks of serials, starts and controls runs, stamps unit after unit.
///
/// Everything that changes a run happens here, one thing after the other: what the last life left open, then commands
/// in their order, then units while there are no commands. A command waits for the unit under way, no longer.
///
/// The first unit after a start waits for a session: before that nobody knows whether this journal is the newest one of
/// the machine, and what an older one calls the next serial may be on a unit already.
final class LineWorker: Sendable {
    /// How long a line may be unable to take a unit before the run is interrupted.
    static let usualPatienceSeconds = 30.0
    /// The pause before a line that could not take a unit is asked again.
    private static let pauseSeconds = 0.1
    /// How long to wait for work at most; also how soon a command is looked at again that waits for the time.
    private static let idleSeconds = 1.0

    /// What a line reads and writes beside its buses.
    struct Books: Sendable {
        let journal: Journal
        let time: TrustedTime
        let writer: ReceiptWriter
        let lease: WorkLease
    }

    let journal: Journal
    let time: TrustedTime
    let writer: ReceiptWriter
    let lease: WorkLease
    let logger: Logger
    let metrics: AgentMetrics
    /// Notified when there are receipts to send.
    let receipts = ChangeSignal()
    let drivers: [StationDriver]
    let policy: Mutex<RunPolicy>
    private let signs: [StationSigns]
    private let buses: FieldBuses
    private let queue = Mutex<[AcceptedCommand]>([])
    private let wake = ChangeSignal()
    private let finished = Mutex(false)
    /// Which station takes the next unit.
    private let turn = Mutex(0)

    /// Opens the buses of the profile's stations.
    /// - Parameters:
    ///   - endpoints: where simulated buses are, by their id.
    ///   - loop: keeps the time.
    /// - Throws: `lines`.
    init(
        _ modbus: ModbusProfile,
        at endpoints: [String: ModbusEndpoint],
        _ books: Books,
        logger: Logger,
        metrics: AgentMetrics,
        loop: any EventLoop,
        patienceSeconds: Double = usualPatienceSeconds
    ) throws(AgentError) {
        journal = books.journal
        time = books.time
        writer = books.writer
        lease = books.lease
        self.logger = logger
        self.metrics = metrics
        buses = try FieldBuses(modbus, endpoints: endpoints)
        let timer = SteadyTimer(loop: loop)
        var signs: [String: StationSigns] = [:]
        var drivers: [StationDriver] = []
        for station in modbus.stations {
            // Stations of one PLC may share its signs of life; they are counted up once.
            let key = station.heartbeat.ours
            let shared = signs[key] ?? StationSigns(of: station, in: modbus, on: buses, timer: timer)
            signs[key] = shared
            drivers.append(StationDriver(station, of: modbus, on: buses, signs: shared, timer: timer))
        }
        self.signs = Array(signs.values)
        self.drivers = drivers
        policy = Mutex(RunPolicy(modbus.stations, patienceNanoseconds: UInt64(patienceSeconds * 1_000_000_000)))
    }

    /// The worker of a machine's stations; nil for one that only vends.
    static func of(
        _ profile: MachineProfile,
        at endpoints: [String: ModbusEndpoint],
        _ books: Books,
        _ logger: Logger,
        _ metrics: AgentMetrics,
        _ loop: any EventLoop
    ) throws(AgentError) -> LineWorker? {
        guard let modbus = profile.modbus else { return nil }
        return try LineWorker(modbus, at: endpoints, books, logger: logger, metrics: metrics, loop: loop)
    }

    /// Queues a command that is on disk.
    func run(_ accepted: AcceptedCommand) {
        queue.withLock { $0.append(accepted) }
        wake.notify()
    }

    /// Ends the work: the unit under way still ends, what is queued waits on disk for the next start.
    func finish() {
        finished.withLock { $0 = true }
        for driver in drivers { driver.stop() }
        wake.notify()
    }

    /// Waits so long, or until something changes.
    func waitForRoom(seconds: Double) async {
        await wake.wait(after: wake.generation, timeoutSeconds: seconds)
    }

    /// How the stations stand.
    var stations: [HealthReport.Station] { drivers.map(\.health) }

    var isOver: Bool { Task.isCancelled || finished.withLock { $0 } }

    /// Works until `finish`.
    /// - Throws: what the journal throws.
    func work() async throws {
        do {
            try await workInTurns()
        } catch {
            await buses.close()
            throw error
        }
        await buses.close()
    }

    private func workInTurns() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for signs in signs { group.addTask { await signs.run { self.stations.forEach(self.metrics.station) } } }
            group.addTask {
                defer { for signs in self.signs { signs.stop() } }
                try await self.settle()
                // One that does not answer yet is asked again before its first unit.
                for driver in self.drivers { _ = await driver.makeReady() }
                try await self.turnOver()
            }
            while try await group.next() != nil {}
        }
    }

    private func turnOver() async throws {
        while !isOver {
            let generation = wake.generation
            if let command = nextCommand() {
                try await obeyUnleased(command)
            } else if lease.isHeld || !time.isKnown {
                await wake.wait(after: generation, timeoutSeconds: Self.idleSeconds)
            } else if let run = try await journal.read({ try $0.activeRun() }), run.state == RunState.running.rawValue {
                guard try await unit(of: run) == .pause else { continue }
                await wake.wait(after: generation, timeoutSeconds: Self.pauseSeconds)
            } else {
                await wake.wait(after: generation, timeoutSeconds: Self.idleSeconds)
            }
        }
    }

    /// What starts a run waits for the end of a lease, as long as it is valid; the rest does not.
    private func obeyUnleased(_ accepted: AcceptedCommand) async throws {
        let command = accepted.command
        guard command.body.startsRun else { return try await obey(accepted) }
        let work = "command \(command.jti)"
        let began = await lease.begin(work, unless: { isOver || time.isExpired(command) == true })
        guard !isOver else { return }
        defer { if began { lease.end(work) } }
        try await obey(accepted)
    }

    /// The oldest command, unless nobody can tell yet whether it is still valid.
    private func nextCommand() -> AcceptedCommand? {
        queue.withLock { queue in
            guard let first = queue.first, !first.command.body.mayExpire || time.isExpired(first.command) != nil else {
                return nil
            }
            return queue.removeFirst()
        }
    }

    /// Stamps the next unit of a run, or ends the run.
    private func unit(of run: StoredRun) async throws -> RunPolicy.Verdict {
        guard run.incarnation == writer.incarnation else {
            return try await change(run, to: .aborted, because: RunReason.newIncarnation.rawValue)
        }
        guard let serial = try await journal.read({ try $0.nextSerial(of: run.gtin) }) else {
            return try await change(run, to: .ended, because: RunReason.noSerials.rawValue)
        }
        guard !drivers.isEmpty else {
            return try await change(run, to: .interrupted, because: RunReason.noStation.rawValue)
        }
        let driver = drivers[turn.withLock { $0 } % drivers.count]
        let commit = IntentCommit(journal: journal, run: run, serial: serial)
        let result = await driver.stamp(serial.serial) { await commit.write($0) }
        guard let unit = commit.unit else { return try await notBegun(result, of: run, serial, driver, commit) }
        turn.withLock { $0 += 1 }
        if result.status != .commissioned { driver.doubtDevices() }
        return try await conclude(result, run: run.id, unit: unit, serial: serial, station: driver.station.id)
    }

    /// No intent was written, so the serial is still in its block.
    private func notBegun(
        _ result: StampResult,
        of run: StoredRun,
        _ serial: NextSerial,
        _ driver: StationDriver,
        _ commit: IntentCommit
    ) async throws -> RunPolicy.Verdict {
        switch result.reason {
        case .stopped: return .goOn
        case .serialUnusable:
            // It is spent all the same, else the run would come back to it for ever.
            let intent = StampIntent(
                station: driver.station.id,
                serial: serial.serial,
                sequence: 0,
                bootCount: 0,
                rejectSequence: 0
            )
            guard await commit.write(intent), let unit = commit.unit else { return .pause }
            return try await conclude(result, run: run.id, unit: unit, serial: serial, station: driver.station.id)
        case .intentRefused:
            guard let error = commit.error else { return .pause }
            if error.endsAgent { throw error }
            logger.log(AgentLog.noRoomForIntent, ["run": "\(run.id)", "error": "\(error)"])
            // The block was closed meanwhile, or the run: look again.
            guard error.isForNow || error.code == .tooManyIntents else { return .pause }
            return try await change(run, to: .interrupted, because: RunReason.storage.rawValue)
        case let reason:
            driver.doubtDevices()
            let now = SystemClock.monotonicNanoseconds
            let verdict = policy.withLock { $0.refused(reason ?? .countersUnknown, at: now) }
            guard case .interrupt(let word) = verdict else { return verdict }
            return try await change(run, to: .interrupted, because: word)
        }
    }
}

extension CommandBody {
    /// Whether units are stamped after it that were not before.
    package var startsRun: Bool {
        switch self {
        case .startRun: true
        case .controlRun(let control): control.action == .resume
        case .grantBlock, .returnBlock, .deliver, .setOutputsSafe, .ping, .rotateKey: false
        }
    }

    /// Whether the time decides if it may still be done. What only makes things safer may be done at any time.
    package var mayExpire: Bool {
        switch self {
        case .grantBlock, .startRun, .deliver: true
        case .controlRun(let control): control.action == .resume
        case .returnBlock, .setOutputsSafe, .ping, .rotateKey: false
        }
    }
}
