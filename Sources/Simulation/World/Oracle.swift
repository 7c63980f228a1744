import EdgeAgent
import GPIO
import Journal
import Machine
import Protocol

/// What an outsider who sees everything knows: which intents are on disk, what moved, what was promised to whom. The
/// programs' own books are held against it.
final class Oracle {
    /// What a coordinator knows when it starts.
    struct Facts: Sendable {
        var through: [String: Int64] = [:]
        var sales: Set<String> = []
        var isRecovering = false
    }

    /// How much later than its end a command may be begun: what clocks drift apart within a session.
    private static let toleranceMilliseconds: Int64 = 5_000

    private var intents: [String: Set<Int>] = [:]
    private var firings: [String: Int] = [:]
    /// In which life of which machine a command was first intended.
    private var lives: [String: String] = [:]
    /// What was concluded of each sale, first of all.
    private var reports: [String: Protocol.DeliveryStatus] = [:]
    /// Sales of which "finished" was maybe written.
    private var maybeFinished: Set<String> = []
    private var decisions: [String: Bool] = [:]
    private var drops: [String: Int] = [:]
    private var acknowledged: [String: Int64] = [:]
    private var received: [Int: Int64] = [:]
    private var orders: [Int: String] = [:]
    /// The sale whose motor turned last, by machine and lane.
    private var lastFired: [String: String] = [:]
    private var dropped: [String: Int] = [:]
    /// Sales whose held money went back by the coordinator's will.
    private var released: Set<String> = []
    /// Whether the coordinator's clock was ever set: then a hold may end early or late.
    var wasStepped = false
    /// Set when two intents contradict each other; told at the next check.
    var pending: Violation?

    /// How often motors were turned on.
    var totalFirings: Int { firings.values.reduce(0, +) }

    // At the machine.

    /// An intent is on disk.
    func intended(_ command: String, attempt: Int) {
        if !intents[command, default: []].insert(attempt).inserted {
            pending = Violation("attempt \(attempt) of command \(command) has two intents")
        }
    }

    /// A motor is about to turn.
    /// - Parameter coordinatorTime: what the coordinator's clock would show, had nobody set it since the session began.
    func fires(_ command: Command, _ agent: SimulatedAgent, coordinatorTime: Int64) throws {
        look(at: agent)
        let life = "\(agent.number)/\(agent.life)"
        guard lives[command.jti, default: life] == life else {
            throw Violation("command \(command.jti) moves in life \(life), and did in \(lives[command.jti] ?? "")")
        }
        lives[command.jti] = life
        firings[command.jti, default: 0] += 1
        let (fired, allowed) = (firings[command.jti] ?? 0, intents[command.jti]?.count ?? 0)
        guard fired <= allowed else {
            throw Violation("command \(command.jti) moved \(fired) times with \(allowed) intents on disk")
        }
        let late = coordinatorTime - command.exp * 1_000
        guard late < Self.toleranceMilliseconds else {
            throw Violation("command \(command.jti) moved \(late) ms after its end")
        }
        guard case .deliver(let deliver) = command.body else { return }
        let isClosed = agent.profile.interlocks(blocking: deliver.lane).allSatisfy {
            agent.physics.levels[$0.input.name] == .active
        }
        // Later attempts know of a door only what its edges have told.
        guard fired > 1 || isClosed else { throw Violation("command \(command.jti) moved with an open door") }
        guard fired == 1 || drops[deliver.sale, default: 0] == 0 else {
            throw Violation("command \(command.jti) moved again after its goods had fallen")
        }
        guard wasStepped || decisions[deliver.sale] != nil || !released.contains(deliver.sale) else {
            throw Violation("command \(command.jti) moved after its money had gone back")
        }
        lastFired["\(agent.number)/\(deliver.lane)"] = deliver.sale
    }

    /// An outcome is about to be written. A commit that fails may be there after all.
    func concludes(_ report: DeliveryReport) {
        if report.status == .finished { maybeFinished.insert(report.sale) }
    }

    /// An outcome is on disk.
    func concluded(_ command: String, _ report: DeliveryReport, by agent: SimulatedAgent) {
        if report.status == .finished, intents[command] == nil {
            pending = Violation("command \(command) finished without an intent")
        }
        if reports[report.sale] == nil { reports[report.sale] = report.status }
        deliverers[report.sale] = agent.number
    }

    /// The coordinator was told that commands up to here are on the machine's disk.
    func posted(_ agent: SimulatedAgent, counter: Int64) {
        received[agent.number] = max(received[agent.number] ?? 0, agent.incarnation << 32 | counter)
    }

    /// A journal was opened: what it has promised must be in it.
    func journalOpened(_ agent: SimulatedAgent, _ store: JournalStore) throws {
        let identity = try store.identity()
        let here = identity.incarnation << 32 | identity.lastCounter
        guard here >= received[agent.number] ?? 0 else {
            throw Violation("machine \(agent.number) lost commands that it had acknowledged")
        }
        guard restoredMachines.contains(agent.number) || identity.nextSequence > acknowledged[agent.id] ?? 0 else {
            throw Violation("machine \(agent.number) lost receipts that were taken from it")
        }
    }

    /// A machine got a session with the journal that it has.
    func granted(_ agent: SimulatedAgent, _ identity: JournalIdentity) throws {
        guard identity.nextSequence > acknowledged[agent.id] ?? 0 else {
            throw Violation("machine \(agent.number) got a session with a journal that lacks receipts it had given")
        }
    }

    /// The machine begins another life of its journal.
    func adopted(_ agent: SimulatedAgent, _ identity: JournalIdentity) {
        restoredMachines.remove(agent.number)
        received[agent.number] = identity.incarnation << 32 | identity.lastCounter
    }

    /// The card was replaced by an older one: what it has promised since is lost, and nobody may believe it.
    func machineRestored(_ agent: SimulatedAgent) {
        everRestored.insert(agent.number)
        received[agent.number] = nil
        restoredMachines.insert(agent.number)
    }

    private var restoredMachines: Set<Int> = []
    private var everRestored: Set<Int> = []
    /// Whether the database was put back and did not start since.
    private var mustRecover = false
    private var wasCoordinatorRestored = false
    /// Which machine delivered a sale.
    private var deliverers: [String: Int] = [:]

    /// Whether any card or database was ever put back: only then may a machine be set aside.
    var wasRestored: Bool { wasCoordinatorRestored || !everRestored.isEmpty }

    /// Goods that fell since the last look belong to the sale whose motor turned last.
    func look(at agent: SimulatedAgent) {
        for lane in agent.profile.lanes {
            let key = "\(agent.number)/\(lane.id)"
            let count = agent.physics.dropped[lane.id] ?? 0
            let new = count - (dropped[key] ?? 0)
            dropped[key] = count
            if new > 0, let sale = lastFired[key] { drops[sale, default: 0] += new }
        }
    }

    // At the coordinator.

    /// Receipts up to here are stored.
    func acknowledged(_ machine: String, through: Int64) {
        acknowledged[machine] = max(acknowledged[machine] ?? 0, through)
    }

    /// A customer's order was taken; asked again it must be the same.
    func ordered(_ customer: Int, sale: String) -> Violation? {
        if let known = orders[customer], known != sale { return Violation("customer \(customer) got two orders") }
        orders[customer] = sale
        return nil
    }

    /// A coordinator started: what it has promised must be in its database.
    func coordinatorOpened(_ facts: Facts) throws {
        for (machine, through) in acknowledged.sorted(by: { $0.key < $1.key }) {
            let kept = facts.through[machine] ?? 0
            guard kept >= through else {
                throw Violation("the coordinator had taken receipts of \(machine) to \(through), and has to \(kept)")
            }
        }
        guard !mustRecover || facts.isRecovering || facts.through.isEmpty else {
            throw Violation("the coordinator goes on with an older database as if it were the last")
        }
        mustRecover = false
        for (customer, sale) in orders.sorted(by: { $0.key < $1.key }) where !facts.sales.contains(sale) {
            throw Violation("the coordinator lost the order of customer \(customer)")
        }
    }

    /// The database was put back: what it has promised since is lost, and is told again by machines and rails.
    func coordinatorRestored() {
        wasCoordinatorRestored = true
        mustRecover = true
        acknowledged = [:]
        orders = [:]
    }

    /// Money that was held for a sale went back because the coordinator asked.
    func gaveBack(_ sale: String) { released.insert(sale) }

    /// Whether a sale may have ended without its price: a finished one may only if a person said so, or if both who
    /// knew of it were put back, so that nobody does.
    func mayEndWithoutSale(_ sale: String) -> Bool {
        let isForgotten = wasCoordinatorRestored && everRestored.contains(deliverers[sale] ?? -1)
        return reports[sale] != .finished || decisions[sale] != nil || isForgotten
    }

    /// A person decided a sale.
    func decided(_ sale: String, delivered: Bool) { decisions[sale] = delivered }

    /// Whether the customer of a sale has goods.
    func wasDelivered(_ sale: String) -> Bool { drops[sale, default: 0] > 0 }

    /// Whether a machine has written that it delivered, and nobody had to decide.
    func isFinished(_ sale: String) -> Bool { reports[sale] == .finished && decisions[sale] == nil }

    /// Whether money may be taken for a sale.
    func mayCapture(_ sale: String) -> Bool { maybeFinished.contains(sale) || decisions[sale] == true }
}
