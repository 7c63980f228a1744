import GPIO
import Journal
import Logging
import Logs
import Machine
import NIOPosix
import Platform
import Protocol
import ServiceLifecycle

/// One incarnation of the journal, from the moment its lines are taken.
struct AgentLife: Sendable {
    private let configuration: AgentConfiguration
    private let journal: Journal
    private let notifier: ServiceNotifier
    private let board: AgentBoard
    private let logger: Logger
    private let profile: MachineProfile
    private let control = ControlLoop()
    private let runner: CommandRunner
    private let link: LinkService

    /// Puts the parts together and reads the profile.
    /// - Throws: `configuration` when the profile is not one that the deployment signed; `lines` when a bus can't be
    ///   used.
    init(
        trust: Trust,
        anchor: Anchor,
        keys: AgentKeys,
        configuration: AgentConfiguration,
        journal: Journal,
        notifier: ServiceNotifier,
        board: AgentBoard,
        lease: WorkLease,
        release: InstalledRelease?,
        metrics: AgentMetrics,
        logger: Logger,
        group: MultiThreadedEventLoopGroup
    ) throws {
        self.configuration = configuration
        self.journal = journal
        self.notifier = notifier
        self.board = board
        self.logger = logger
        profile = try SignedProfile.load(configuration.profileFile, keyset: trust.keyset)
        let boot = try TextFile.text("/proc/sys/kernel/random/boot_id")
        let writer = ReceiptWriter(keys: keys, deployment: trust.keyset.iss, incarnation: trust.incarnation, boot: boot)
        let time = TrustedTime()
        let (control, profile) = (control, profile)
        let books = LineWorker.Books(journal: journal, time: time, writer: writer, lease: lease)
        let runner = CommandRunner(
            journal: journal,
            control: control,
            profile: profile,
            time: time,
            writer: writer,
            logger: logger,
            metrics: metrics,
            lease: lease,
            line: try LineWorker.of(profile, at: configuration.busEndpoints(), books, logger, metrics, group.next())
        )
        self.runner = runner
        let makeIntake = Self.intakes(journal, keys.machine, writer, runner, logger, metrics)
        link = LinkService(
            journal: journal,
            anchor: anchor,
            configured: try configuration.coordinator.map { try Endpoint($0) },
            makeSession: { trust, isKeyUnknown in
                SessionClient(
                    keys: keys,
                    trust: trust,
                    journal: journal,
                    makeIntake: { makeIntake(trust.incarnation, $0) },
                    runner: runner,
                    control: control,
                    time: time,
                    profileHash: Fingerprint.sha256(profile.canonicalJSON()),
                    boot: boot,
                    release: release,
                    metrics: metrics,
                    logger: logger,
                    group: group,
                    isKeyUnknown: isKeyUnknown
                )
            },
            keysets: KeysetClient(journal: journal, group: group),
            notifier: notifier,
            board: board,
            logger: logger
        )
    }

    /// What takes the commands of a session: they share the memory of what was refused.
    private static func intakes(
        _ journal: Journal,
        _ machine: MachineID,
        _ writer: ReceiptWriter,
        _ runner: CommandRunner,
        _ logger: Logger,
        _ metrics: AgentMetrics
    ) -> @Sendable (_ incarnation: Int64, Keyset) -> CommandIntake {
        let memory = RefusalMemory()
        return { incarnation, keyset in
            CommandIntake(
                journal: journal,
                verifier: CommandVerifier(machine: machine, incarnation: incarnation, keyset: keyset),
                writer: writer,
                runner: runner,
                memory: memory,
                logger: logger,
                metrics: metrics
            )
        }
    }

    /// Runs until the agent stops, a part fails, or the machine has to enrol again. The outputs are safe afterwards.
    func run() async throws -> LinkService.End {
        // A machine that only stamps has no lines of its own; its control loop goes round for the watchdog.
        let provider: any LineBankProvider =
            profile.lineConfiguration.names.isEmpty ? NoLinesProvider() : configuration.lineProvider
        try await control.start(profile: profile, provider: provider, notifier: notifier)
        do {
            let lines = control.selfTest
            board.running(outputsSafe: lines.outputsSafe, troubles: lines.troubles)
            try await runner.recover()
            notifier.ready()
            logger.log(AgentLog.ready, ["profile": "\(profile.name)"])
            let end = try await serve()
            control.stop()
            try await control.ended()
            return end
        } catch {
            control.stop()
            try? await control.ended()
            throw error
        }
    }

    private func serve() async throws -> LinkService.End {
        try await withThrowingTaskGroup(of: LinkService.End?.self) { tasks in
            tasks.addTask { try await link.run() }
            tasks.addTask {
                try await control.ended()
                return nil
            }
            tasks.addTask {
                try await runner.work()
                return nil
            }
            // The group waits for the control loop's end too, so whoever ends first, in peace or not, ends that as
            // well.
            defer {
                runner.finish()
                control.stop()
                tasks.cancelAll()
            }
            return try await withGracefulShutdownHandler {
                try await firstEnd(&tasks)
            } onGracefulShutdown: {
                // The running delivery ends and its outcome is committed; the rest waits for the next start.
                runner.finish()
            }
        }
    }

    private func firstEnd(_ tasks: inout ThrowingTaskGroup<LinkService.End?, any Error>) async throws -> LinkService.End
    {
        let first = try await tasks.next() ?? nil
        return first ?? .stopped
    }
}
