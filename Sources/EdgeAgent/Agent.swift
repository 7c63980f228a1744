import Faults
import Glibc
import GPIO
import Journal
package import Logging
import Logs
import Machine
import NIOCore
package import NIOPosix
package import Platform
import Protocol
import ServiceLifecycle

/// The agent: everything that one machine runs, put together. It enrols, takes the lines, settles what its last life
/// left open, and then serves the coordinator and its own control loop until it is told to stop.
package struct Agent: Service {
    private let configuration: AgentConfiguration
    private let keys: AgentKeys
    private let anchor: Anchor
    private let journal: Journal
    private let lease: WorkLease
    private let release: InstalledRelease?
    private let board = AgentBoard()
    private let notifier: ServiceNotifier
    private let logger: Logger
    private let group: MultiThreadedEventLoopGroup
    private let metrics = AgentMetrics()

    /// Opens the state directory.
    /// - Throws: `AgentError` or `JournalError` that say what to do.
    package static func open(
        configuration: AgentConfiguration,
        stateDirectory: String,
        notifier: ServiceNotifier,
        logger: Logger,
        group: MultiThreadedEventLoopGroup
    ) async throws -> Agent {
        let keys = try AgentKeys.loadOrCreate(name: configuration.name, directory: stateDirectory)
        let logger = logger.with([LogField.machine: "\(keys.machine)"])
        let anchor = try Anchor.load(configuration)
        let (journal, opening) = try await Journal.open(directory: stateDirectory) { failure in
            // Nobody knows what reached the disk: the process ends here, and its next start reads the disk again.
            logger.log(AgentLog.journalFailed, ["error": "\(failure)"])
            exit(1)
        }
        if case .damagedQuarantined(let path, let reason) = opening {
            logger.log(AgentLog.journalSetAside, ["file": "\(path)", "reason": "\(reason)"])
        }
        let isLost = try await journal.transact { [ring = keys.ring] store in try ring.settle(store) }
        if isLost { logger.log(AgentLog.keyLost) }
        return Agent(
            configuration: configuration,
            keys: keys,
            anchor: anchor,
            journal: journal,
            lease: try await WorkLease.open(journal, boot: TextFile.text("/proc/sys/kernel/random/boot_id")),
            release: try InstalledRelease.ofProcess(),
            notifier: notifier,
            logger: logger,
            group: group
        )
    }

    package func run() async throws {
        do {
            try await withGracefulShutdownHandler {
                try await serve()
            } onGracefulShutdown: {
                notifier.stopping()
            }
        } catch {
            await journal.close()
            throw error
        }
        await journal.close()
    }

    private func serve() async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            if let path = configuration.localSocket {
                let desk = LocalDesk(
                    machine: keys.machine,
                    release: release,
                    journal: journal,
                    board: board,
                    lease: lease,
                    metrics: metrics
                )
                let service = LocalService(path: path, desk: desk, group: group, logger: logger)
                tasks.addTask { try await service.run() }
            }
            tasks.addTask { try await live() }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }

    /// One incarnation after the other, until the agent is stopped.
    private func live() async throws {
        while true {
            guard let trust = try await enrolled() else { return }
            if let release {
                if try await !release.admit(trust.keyset, journal) { logger.log(AgentLog.releaseUnsigned) }
                try await release.settleMark(journal)
            }
            let life = try AgentLife(
                trust: trust,
                anchor: anchor,
                keys: keys,
                configuration: configuration,
                journal: journal,
                notifier: notifier,
                board: board,
                lease: lease,
                release: release,
                metrics: metrics,
                logger: logger,
                group: group
            )
            guard try await life.run() == .enrolAgain else { return }
            try await journal.transact { try Trust.askForNewLife(in: $0) }
        }
    }

    /// What is known of the deployment, after asking for it as long as needed; nil when the agent stops first.
    private func enrolled() async throws -> Trust? {
        let anchor = anchor
        let client = EnrolmentClient(keys: keys, anchor: anchor, journal: journal, group: group)
        let endpoints = try configuration.coordinator.map { try Endpoint($0) }
        var backoff = Backoff()
        var attempt = 0
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            if let trust = try await journal.read({ try Trust.load($0, anchor: anchor) }), !trust.mustEnrol {
                return trust
            }
            if attempt == 0 {
                board.enrolling()
                notifier.ready()
            }
            do {
                guard let status = try await askAlive(client, endpoints[attempt % endpoints.count]) else { return nil }
                if status == .allowed { continue }
                say(status)
            } catch let error as JournalError where error.endsAgent {
                throw error
            } catch {
                logger.log(AgentLog.enrolmentFailed, ["error": "\(error)"])
                notifier.status("not enrolled: \(error)")
            }
            attempt += 1
            await waitAlive(milliseconds: min(5_000, backoff.next(random: SystemClock.monotonicNanoseconds)))
        }
        return nil
    }

    private func say(_ status: EnrolmentStatus) {
        guard status != .revoked else {
            logger.log(AgentLog.enrolmentRevoked)
            return notifier.status("\(keys.machine) was revoked: remove the state directory to enrol as a new machine")
        }
        logger.log(AgentLog.enrolmentWaiting, ["status": "\(status.rawValue)"])
        notifier.status("waiting for an operator to allow \(keys.machine)")
    }

    /// Asks, and tells the watchdog that the agent lives: an answer may take longer than its patience.
    /// - Returns: nil when the agent stops first.
    private func askAlive(_ client: EnrolmentClient, _ endpoint: Endpoint) async throws -> EnrolmentStatus? {
        try await withThrowingTaskGroup(of: EnrolmentStatus?.self) { tasks in
            defer { tasks.cancelAll() }
            tasks.addTask { try await client.ask(endpoint) }
            tasks.addTask {
                while !Task.isShuttingDownGracefully, !Task.isCancelled { await waitAlive(milliseconds: 100) }
                return nil
            }
            return try await tasks.next() ?? nil
        }
    }

    /// Waits, and tells the watchdog so: no line is held before enrolment, so there is no control loop yet.
    private func waitAlive(milliseconds: UInt64) async {
        let until = SystemClock.monotonicNanoseconds + milliseconds * 1_000_000
        while SystemClock.monotonicNanoseconds < until, !Task.isShuttingDownGracefully, !Task.isCancelled {
            notifier.alive()
            try? await Task.sleep(for: .milliseconds(100))
        }
    }
}
