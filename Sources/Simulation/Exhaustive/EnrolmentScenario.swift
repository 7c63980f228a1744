import Journal
import Protocol

/// The birth of a journal: it is made on an empty disk, and takes up the incarnation that an enrolment gave.
struct EnrolmentScenario: CrashScenario {
    static let title = "a new journal"

    private let shell: MachineShell
    /// Whether the machine was told that it is enrolled, and said so.
    private var isEnrolled = false

    static let orders: [CommandBody] = []

    static func image() throws -> FaultDisk.Image { FaultDisk.Image() }

    init(_ shell: MachineShell) {
        self.shell = shell
    }

    mutating func live() throws {
        let (store, opening) = try shell.openJournal()
        if case .damagedQuarantined(_, let reason) = opening { throw CrashViolation("taken for damaged: \(reason)") }
        let incarnation = try store.identity().incarnation
        try require(!isEnrolled || incarnation == 1, "enrolled, and the journal has incarnation \(incarnation)")
        shell.power.phase = .enrolling
        try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
        try shell.power.pass()
        isEnrolled = true
        try shell.committed(to: store)
        try shell.close(store)
    }

    mutating func powerFailed() {}

    func result() throws -> String {
        try require(isEnrolled, "never enrolled")
        return "enrolled"
    }
}
