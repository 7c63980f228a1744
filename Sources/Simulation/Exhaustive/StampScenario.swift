import EdgeAgent
import Journal
import Machine
import Protocol

/// One run of one unit: a block of serials is granted, the run started, a unit stamped and read back, its outcome
/// written with its receipt, the run ended.
struct StampScenario: CrashScenario {
    static let title = "one stamp"
    private static let requestNanoseconds: UInt64 = 5_000_000

    private var shell: MachineShell
    private var plc: SimulatedPLC
    private var policy: RunPolicy
    /// Units whose intent a start found without an outcome.
    private var foundOpen: Set<Int> = []
    private var beats: UInt32 = 0

    static let orders: [CommandBody] = [
        .grantBlock(
            SerialBlockGrant(block: "block-1", gtin: ModelProfile.gtin, serials: ["SN-1", "SN-2", "SN-3", "SN-4"])
        ),
        .startRun(RunStart(run: "run-1", gtin: ModelProfile.gtin, count: 1)),
    ]

    static func image() throws -> FaultDisk.Image { try MachineShell.enrolledImage() }

    init(_ shell: MachineShell) {
        self.shell = shell
        plc = SimulatedPLC(station: ModelProfile.station, of: ModelProfile.modbus, now: shell.now)
        policy = RunPolicy([ModelProfile.station], patienceNanoseconds: 30_000_000_000)
    }

    mutating func live() throws {
        let store = try shell.open()
        try checkMarks(store)
        policy = RunPolicy([ModelProfile.station], patienceNanoseconds: 30_000_000_000)
        shell.now = plc.bringToExecute(at: shell.now)
        try settle(store)
        var queue = try store.receivedWithoutIntent().map { try AcceptedCommand($0) }
        queue += try shell.receive(into: store)
        for accepted in queue { try obey(accepted, store) }
        while let run = try store.activeRun() {
            try require(run.state == RunState.running.rawValue, "the run is \(run.state): \(run.reason ?? "")")
            try unit(of: run, store)
        }
        try shell.send(from: store)
        try shell.close(store)
    }

    mutating func powerFailed() {
        // The line has power of its own.
        for _ in 0..<10 {
            shell.now += 100_000_000
            beat()
        }
    }

    /// What the line has marked was spent before.
    private func checkMarks(_ store: JournalStore) throws {
        let spent = try store.run("run-1")?.units ?? 0
        try require(plc.firings <= spent, "\(plc.firings) firings, and \(spent) intents are on disk")
        for (serial, marks) in plc.marks { try require(marks == 1, "\(serial) was marked \(marks) times") }
    }

    private mutating func settle(_ store: JournalStore) throws {
        shell.power.phase = .recovering
        for stamp in try store.openStamps() {
            foundOpen.insert(stamp.unit)
            let result: StampResult
            switch UnitRecovery(of: stamp, stations: [ModelProfile.station]) {
            case .decided(let decided): result = decided
            case .readBack(let intent, let station):
                let isRunAgain = shell.weakness == .runsOpenIntentsAgain
                let sequencer =
                    isRunAgain
                    ? StampSequencer(serial: intent.serial, at: station, of: ModelProfile.modbus)
                    : StampSequencer(recovering: intent, at: station, of: ModelProfile.modbus)
                result = try drive(sequencer) { _, _ in
                    try require(isRunAgain, "a recovery asks for an intent")
                }
            }
            try conclude(OpenUnit(stamp), result, store)
        }
    }

    private func obey(_ accepted: AcceptedCommand, _ store: JournalStore) throws {
        shell.power.phase = .deciding
        let command = accepted.command
        try store.transact { store in
            let answer = try store.obey(command)
            let body = answer.body(digest: accepted.digest)
            try store.conclude(AnsweredCommand(command), body, acted: false, at: shell.instant) { _ in
                try MachineShell.receipt(body)
            }
        }
        try shell.power.pass()
        try shell.committed(to: store)
    }

    private mutating func unit(of run: StoredRun, _ store: JournalStore) throws {
        guard let serial = try store.nextSerial(of: run.gtin) else { throw CrashViolation("no serial is left") }
        shell.power.phase = .acting
        let isIntentLate = shell.weakness == .actsBeforeTheIntent
        var unit: Int?
        var late: StampIntent?
        let sequencer = StampSequencer(serial: serial.serial, at: ModelProfile.station, of: ModelProfile.modbus)
        let result = try drive(sequencer) { shell, intent in
            late = isIntentLate ? intent : nil
            if !isIntentLate { unit = try Self.intend(intent, to: serial, of: run, shell, store) }
        }
        if let late { unit = try Self.intend(late, to: serial, of: run, shell, store) }
        guard let unit else { throw CrashViolation("the line can't take a unit: \(result)") }
        try conclude(OpenUnit(run: run.id, unit: unit, serial: serial, station: ModelProfile.station.id), result, store)
    }

    private static func intend(
        _ intent: StampIntent,
        to serial: NextSerial,
        of run: StoredRun,
        _ shell: MachineShell,
        _ store: JournalStore
    ) throws -> Int {
        try shell.intend(in: store) {
            try store.recordStampIntent(
                run: run.id,
                in: run.state,
                serial: serial,
                station: intent.station,
                detail: StrictJSON.encode(intent),
                at: shell.instant
            )
        }
    }

    /// Runs a unit to its end, jumping from event to event.
    private mutating func drive(
        _ first: StampSequencer,
        commit: (MachineShell, StampIntent) throws -> Void
    ) throws -> StampResult {
        var sequencer = first
        beat()
        var effects = sequencer.handle(.begin(heartbeatAlive: true), at: shell.now)
        for _ in 0..<2_000 {
            guard !effects.isEmpty else {
                shell.now = sequencer.nextDeadline(after: shell.now) ?? shell.now
                beat()
                effects = sequencer.handle(.tick, at: shell.now)
                continue
            }
            switch effects.removeFirst() {
            case .read(let number, let names):
                shell.now += Self.requestNanoseconds
                let values = plc.read(names, at: shell.now)
                effects += sequencer.handle(values.map { .read(number, $0) } ?? .readFailed(number), at: shell.now)
            case .write(let number, let writes):
                try shell.power.pass()
                shell.now += Self.requestNanoseconds
                let outcome = plc.write(writes, at: shell.now) ?? .inDoubt
                try shell.power.pass()
                effects += sequencer.handle(.wrote(number, outcome), at: shell.now)
            case .needIntent(let intent):
                try commit(shell, intent)
                effects += sequencer.handle(.intentCommitted, at: shell.now)
            case .started: try shell.power.pass()
            case .finished(let result):
                try shell.power.pass()
                return result
            }
        }
        throw CrashViolation("the unit never ends")
    }

    private mutating func beat() {
        beats += 1
        _ = plc.write([RegisterWrite(ModelProfile.station.heartbeat.ours, .number(beats))], at: shell.now)
    }

    private mutating func conclude(_ open: OpenUnit, _ result: StampResult, _ store: JournalStore) throws {
        let before = shell.power.phase
        shell.power.phase = .concluding
        _ = try store.conclude(open, result, &policy, at: shell.instant) { body, _, _ in try MachineShell.receipt(body)
        }
        try shell.power.pass()
        try shell.committed(to: store)
        shell.power.phase = before
    }

    func result() throws -> String {
        let (grant, start) = (shell.coordinator.orders[0].command, shell.coordinator.orders[1].command)
        let granted = try shell.coordinator.answers(to: grant)
        guard granted.count == 1, case .blockGranted = granted[0] else {
            throw CrashViolation("the grant was answered with \(granted)")
        }
        var reports: [StampReport] = []
        var states: [RunState] = []
        for answer in try shell.coordinator.answers(to: start) {
            switch answer {
            case .stamp(let report): reports.append(report)
            case .run(let run): states.append(run.state)
            default: throw CrashViolation("the run was answered with \(answer)")
            }
        }
        try require(states == [.running, .ended], "the run was \(states)")
        try require(reports.map(\.unit) == Array(1...reports.count), "units \(reports.map(\.unit)) were reported")
        try require(Set(reports.map(\.serial)).count == reports.count, "a serial was reported twice")
        for report in reports { try check(report) }
        return reports.map(\.status.rawValue).joined(separator: ", ")
    }

    private func check(_ report: StampReport) throws {
        let marks = plc.marks[report.serial] ?? 0
        let wasOpen = foundOpen.contains(report.unit)
        switch report.status {
        case .commissioned: try require(marks == 1, "\(report.serial) is commissioned with \(marks) marks")
        case .cannotStart:
            try require(marks == 0 && wasOpen, "\(report.serial) never started: \(marks) marks, \(report.reason ?? "")")
        case .scrapped: try require(wasOpen, "\(report.serial) was scrapped: \(report.reason ?? "")")
        }
    }
}
