import EdgeAgent
import GPIO
import Journal
import Machine
import Protocol

/// One sale at the machine: a command to deliver is received, its intent written, the motor turned, its outcome and
/// receipt written, the receipt sent.
struct SaleScenario: CrashScenario {
    static let title = "one sale"

    private var shell: MachineShell
    private var machine: SimulatedMachine
    /// Whether a start found an intent without an outcome.
    private var foundOpenIntent = false

    static let orders = [CommandBody.deliver(.init(lane: ModelProfile.lane, sale: "sale-1"))]

    static func image() throws -> FaultDisk.Image { try MachineShell.enrolledImage() }

    init(_ shell: MachineShell) {
        self.shell = shell
        machine = SimulatedMachine(profile: ModelProfile.vending, now: shell.now)
    }

    private var firings: Int { machine.firings[ModelProfile.lane] ?? 0 }

    mutating func live() throws {
        let store = try shell.open()
        let intents = try store.count("SELECT count(*) AS n FROM intent")
        try require(firings <= intents, "\(firings) firings, and \(intents) intents are on disk")
        try require(intents <= 1, "\(intents) intents for one command")
        var queue = try recover(store)
        queue += try shell.receive(into: store)
        for accepted in queue { try deliver(accepted, store) }
        try shell.send(from: store)
        try shell.close(store)
    }

    mutating func powerFailed() {
        // Outputs without power are at their safe level.
        machine.outputChanged(ModelProfile.motor, .inactive, at: shell.now)
        shell.now += 2_000_000_000
        _ = machine.advance(to: shell.now)
    }

    private mutating func recover(_ store: JournalStore) throws -> [AcceptedCommand] {
        shell.power.phase = .recovering
        for intent in try store.openIntents() {
            foundOpenIntent = true
            let (accepted, result) = try CommandRecovery.interrupted(
                intent.command,
                profile: machine.profile,
                levels: machine.levels
            )
            let isRunAgain = shell.weakness == .runsOpenIntentsAgain
            try conclude(accepted, isRunAgain ? try act() : result, store)
        }
        return try store.receivedWithoutIntent().map { received in
            guard case .run(let accepted) = try CommandRecovery.waiting(received, incarnation: 1) else {
                throw CrashViolation("command \(received.counter) is of another life of the journal")
            }
            return accepted
        }
    }

    private mutating func deliver(_ accepted: AcceptedCommand, _ store: JournalStore) throws {
        let isIntentLate = shell.weakness == .actsBeforeTheIntent
        if !isIntentLate { try intend(accepted, store) }
        shell.power.phase = .acting
        let result = try act()
        if isIntentLate { try intend(accepted, store) }
        try conclude(accepted, result, store)
    }

    private func intend(_ accepted: AcceptedCommand, _ store: JournalStore) throws {
        try shell.intend(in: store) {
            try store.recordIntent(commandID: accepted.command.jti, attempt: 1, detail: [], at: shell.instant)
        }
    }

    /// Runs the delivery to its end, jumping from event to event.
    private mutating func act() throws -> DeliveryResult {
        guard let lane = machine.profile.lane(ModelProfile.lane) else {
            throw CrashViolation("the profile has no lane")
        }
        var sequencer = DeliverSequencer(lane: lane, of: machine.profile)
        var events: [DeliverSequencer.Event] = [.begin(machine.levels)]
        for _ in 0..<200 {
            for event in events {
                for effect in sequencer.handle(event, at: shell.now) {
                    if case .set(let line, let level) = effect { machine.outputChanged(line, level, at: shell.now) }
                    try shell.power.pass()
                    if case .finished(let result) = effect { return result }
                }
            }
            let times = [sequencer.nextDeadline(after: shell.now), machine.nextEventTime].compactMap { $0 }
            guard let next = times.min() else { break }
            shell.now = next
            let changes = machine.advance(to: next)
            for _ in changes { try shell.power.pass() }
            events = changes.map { .edge($0.line, $0.level, timestamp: $0.atNanoseconds) } + [.tick]
        }
        throw CrashViolation("the delivery never ends")
    }

    private func conclude(_ accepted: AcceptedCommand, _ result: DeliveryResult, _ store: JournalStore) throws {
        try shell.power.during(.concluding) {
            guard case .deliver(let deliver) = accepted.command.body else { return }
            let body = ReceiptBody.delivery(DeliveryReport(result, lane: deliver.lane, sale: deliver.sale))
            try store.conclude(AnsweredCommand(accepted.command), body, acted: true, at: shell.instant) { _ in
                try MachineShell.receipt(body)
            }
            try shell.power.pass()
            try shell.committed(to: store)
        }
    }

    func result() throws -> String {
        let command = shell.coordinator.orders[0].command
        let answers = try shell.coordinator.answers(to: command)
        try require(answers.count == 1, "\(answers.count) receipts for one command")
        guard case .delivery(let report) = answers.first else { throw CrashViolation("answered with \(answers)") }
        let dropped = machine.dropped[ModelProfile.lane] ?? 0
        switch report.status {
        case .finished:
            try require(firings == 1 && dropped == 1, "finished after \(firings) firings and \(dropped) drops")
            try require(!foundOpenIntent, "finished, though its intent was found open")
        case .inDoubt:
            try require(foundOpenIntent, "in doubt, though no intent was found open")
        case .failed, .cannotStart, .ready, .started:
            throw CrashViolation("\(report.status.rawValue) on a machine without a fault")
        }
        try require(firings <= 1, "\(firings) firings for one command")
        return "\(report.status.rawValue), \(firings) \(firings == 1 ? "firing" : "firings")"
    }
}
