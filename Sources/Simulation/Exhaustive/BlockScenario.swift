import Journal
import Machine
import Protocol

/// Two blocks of serials, of which the second has a serial of the first: so a coordinator grants that was put back and
/// does not know it. Every serial that the journal gives out is marked, and none of them twice.
struct BlockScenario: CrashScenario {
    static let title = "two blocks with one serial in both"
    static let orders: [CommandBody] = []

    private static let blocks = [("block-1", ["SN-1", "SN-2"]), ("block-2", ["SN-2", "SN-3"])]
    private static let run = "run-1"

    private let shell: MachineShell
    private var marks: [String: Int] = [:]
    /// Serials whose intent a start found without an outcome.
    private var scrapped: Set<String> = []

    static func image() throws -> FaultDisk.Image { try MachineShell.enrolledImage() }

    init(_ shell: MachineShell) {
        self.shell = shell
    }

    mutating func live() throws {
        let store = try shell.open()
        shell.power.phase = .recovering
        for stamp in try store.openStamps() {
            scrapped.insert(stamp.serial.serial)
            try conclude(stamp.unit, .scrapped, store)
        }
        try begin(store)
        shell.power.phase = .acting
        while let serial = try store.nextSerial(of: ModelProfile.gtin) { try mark(serial, store) }
        try shell.close(store)
    }

    mutating func powerFailed() {}

    /// Both blocks come before the run, as commands are obeyed in their order.
    private func begin(_ store: JournalStore) throws {
        guard try store.run(Self.run) == nil else { return }
        shell.power.phase = .deciding
        for (block, serials) in Self.blocks {
            let digest = Fingerprint.digest(Array(serials.joined().utf8))
            _ = try store.grantBlock(id: block, gtin: ModelProfile.gtin, serials: serials, digest: digest)
            try shell.power.pass()
            try shell.committed(to: store)
        }
        try store.startRun(
            StoredRun(
                id: Self.run,
                incarnation: 1,
                commandID: "command-1",
                traceparent: nil,
                gtin: ModelProfile.gtin,
                count: 4,
                state: RunState.running.rawValue
            )
        )
    }

    private mutating func mark(_ serial: NextSerial, _ store: JournalStore) throws {
        let unit = try shell.intend(in: store) {
            try store.recordStampIntent(
                run: Self.run,
                in: RunState.running.rawValue,
                serial: serial,
                station: ModelProfile.station.id,
                detail: [],
                at: shell.instant
            )
        }
        marks[serial.serial, default: 0] += 1
        try require(marks[serial.serial] == 1, "\(serial.serial) was marked on two units")
        try shell.power.pass()
        try conclude(unit, .commissioned, store)
    }

    private func conclude(_ unit: Int, _ tally: StoredRun.Tally, _ store: JournalStore) throws {
        _ = try store.recordStampOutcome(run: Self.run, unit: unit, as: tally, kind: "stamp", at: shell.instant) { _ in
            []
        }
        try shell.power.pass()
        try shell.committed(to: store)
    }

    func result() throws -> String {
        let used = Set(marks.keys).union(scrapped)
        try require(used == ["SN-1", "SN-2"], "of the first block's serials \(used.sorted()) were used")
        return "\(marks.count) marked"
    }
}
