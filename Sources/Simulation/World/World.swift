import Coordinator
import Machine
import Protocol
import TestSupport

/// Machines, their coordinator, its rails and its customers, in one process and out of one seed: nothing in it happens
/// at the same time, and the same seed tells the same story.
///
/// A run has two phases. While it is unsafe, everything that can fail does, and after every step the promises are
/// checked. Then all is healed, and what is left must come to its end.
final class World {
    /// The TLS pin that the keyset names; nobody speaks TLS here.
    static let pin = String(repeating: "ab", count: 32)

    let settings: SimulationSettings
    let clock = WorldClock()
    var generator: SplitMix64
    var agenda = Agenda()
    var trace = TraceHash()
    var report: SimulationReport
    var violation: Violation?
    let oracle = Oracle()
    let serials = SerialOracle()
    var monitor = LogMonitor()

    let folder: SimulationFolder
    var agents: [SimulatedAgent] = []
    let rails: [SimulatedRail]
    let coordinator: SimulatedCoordinator
    var customers: [SimulatedCustomer] = []
    var network: SimulatedNetwork
    var plan: FaultPlan
    var connections = 0
    /// Connections that lost a message.
    var broken: Set<Int> = []
    var isHealed = false
    /// When nothing failed any more.
    var healedAt: Int64 = .max
    /// Whose a connection is.
    var machines: [Int: Int] = [:]
    var customerIndex: [Int: Int] = [:]
    /// How many customers have something left to do.
    var customersToAct = 0
    private var hasProbes = false
    /// How many units the lines were told to make, and the runs that show that they still work.
    var unitsOrdered = 0
    var lineProbes: [Int: String] = [:]
    /// Older copies of the machines' cards, and of the coordinator's database.
    var images: [Int: SimulatedCard] = [:]
    var coordinatorImage: FaultDisk.Image?

    /// Milliseconds since the world began.
    var now: Int64 { clock.now }

    init(_ settings: SimulationSettings) throws {
        self.settings = settings
        generator = SplitMix64(seed: settings.seed)
        report = SimulationReport(seed: settings.seed)
        trace.listener = settings.listener
        plan = FaultPlan(from: &generator, wanted: settings.faults)
        network = SimulatedNetwork(from: &generator)
        rails = [SimulatedRail(id: "coin", canHold: false), SimulatedRail(id: "tab", canHold: true)]
        folder = try SimulationFolder(seed: settings.seed)
        coordinator = try SimulatedCoordinator(
            folder: folder,
            rails: rails,
            clock: clock,
            seed: generator.next()
        )
        let root = try folder.rootKey()
        for number in 0..<settings.machines + settings.lines {
            let agent = try SimulatedAgent(
                number: number,
                seed: generator.next(),
                profile: number < settings.machines ? SimulatedProfile.snack : SimulatedProfile.line,
                folder: folder,
                root: root
            )
            agent.drift = Int64.random(in: -200...200, using: &generator)
            agent.wallStep = Int64.random(in: -1_000_000_000...1_000_000_000, using: &generator)
            agents.append(agent)
        }
    }

    /// Runs the world to its end.
    /// - Returns: what happened; its `violation` names a promise that was broken.
    func run() async throws -> SimulationReport {
        try await startCoordinator()
        for agent in agents { startAgent(agent) }
        at(SimulatedCoordinator.roundMilliseconds, .coordinatorRound(life: coordinator.life))
        at(between(20_000, 40_000), .block)
        at(5_000, .operatorRound)
        for number in 0..<settings.sales {
            at(30_000 + Int64(number) * settings.millisecondsPerSale + between(0, 2_000), .customerComes(number))
        }
        if settings.hasFaults { at(between(30_000, 60_000), .fault) }
        let healsAt = 30_000 + Int64(settings.sales) * settings.millisecondsPerSale
        let endsAt = healsAt + settings.millisecondsToConverge
        while violation == nil, let (time, happening) = agenda.next() {
            if time >= healsAt, !isHealed { await heal() }
            if time >= endsAt { break }
            clock.now = max(now, time)
            trace.add("\(now) \(happening.trace)")
            report.happenings += 1
            await handle(happening)
            check(happening)
            guard isHealed, report.happenings % 64 == 0, violation == nil, hasConverged else { continue }
            if hasProbes { break }
            // Once all is well, every machine has to sell again.
            hasProbes = true
            for machine in 0..<settings.machines { comeAsProbe(machine) }
        }
        await finish()
        return report
    }

    private func handle(_ happening: Happening) async {
        switch happening {
        case .customerComes(let number): await customerComes(number)
        case .customerActs(let number):
            customersToAct -= 1
            await customerActs(number)
        case .message(let message): await deliver(message)
        case .connectionBreaks(let machine, let connection): connectionBroke(agents[machine], connection)
        case .agent(let machine, let life, let alarm):
            let agent = agents[machine]
            guard agent.isUp, agent.life == life else { return }
            if let until = agent.pausedUntil { return agenda.add(happening, at: until) }
            self.alarm(alarm, agent)
        case .fieldRequest(let request): arrives(request)
        case .fieldAnswer(let request, let answer): comesBack(request, answer)
        case .agentStarts(let machine): startAgent(agents[machine])
        case .coordinatorRound(let life): await coordinatorRound(life)
        case .coordinatorStarts: await restartCoordinator()
        case .block: findBlock()
        case .operatorRound: await operatorRound()
        case .fault: await injectFault()
        case .healed(let healing): await heal(healing)
        }
    }

    // What everything needs.

    /// Adds something that happens after some milliseconds.
    func at(_ delay: Int64, _ happening: Happening) {
        if case .customerActs = happening { customersToAct += 1 }
        agenda.add(happening, at: now + delay)
    }

    /// A number from the seed.
    func between(_ low: Int64, _ high: Int64) -> Int64 { Int64.random(in: low...high, using: &generator) }

    /// True so many times of a hundred.
    func chance(_ percent: Int64) -> Bool { between(1, 100) <= percent }

    /// Counts a fault that was really injected, or what it caused.
    func count(_ kind: FaultKind) { report.faults[kind, default: 0] += 1 }

    /// Adds a line to the trace.
    func note(_ text: @autoclosure () -> String) { trace.add(text()) }

    /// The code of an error: messages name random things.
    static func word(_ error: any Error) -> String {
        switch error {
        case let error as ProtocolError: error.code.rawValue
        case let error as CoordinatorError: error.code.rawValue
        case let error as Violation: error.description
        default: "\(type(of: error))"
        }
    }

    /// A promise is broken.
    func fail(_ text: String) throws { throw Violation(text) }
}
