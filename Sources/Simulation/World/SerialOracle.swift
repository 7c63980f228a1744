import Machine
import Protocol

/// What an outsider who sees every unit knows of serials: which were spent, which are on a unit, and what was told of
/// them. The programs' own books are held against it.
final class SerialOracle {
    /// What the coordinator's books say of a serial.
    struct Row: Sendable {
        let serial: String
        let state: String
    }

    /// Which machine spent a serial.
    private var spent: [String: Int] = [:]
    private var marks: [String: Int] = [:]
    private var firings: [Int: Int] = [:]
    private var seen: [Int: [String: Int]] = [:]
    /// What was told of a serial first.
    private var reports: [String: Protocol.StampStatus] = [:]
    /// Serials of which "commissioned" was maybe written.
    private var maybeCommissioned: Set<String> = []
    /// Serials that were used by a card which is gone, and of which nobody else was told. Only the PLC could know.
    private var forgotten: Set<String> = []
    /// Machines whose card, and whether a database, was ever put back.
    private var restored: Set<Int> = []
    private var wasCoordinatorRestored = false
    /// How many units each machine has commissioned.
    private var commissioned: [Int: Int] = [:]
    /// Set when something contradicts what was promised; told at the next check.
    private(set) var pending: Violation?

    /// How many serials are on a unit.
    var totalMarks: Int { marks.values.reduce(0, +) }

    private func fail(_ text: String) { pending = pending ?? Violation(text) }

    /// An intent is on disk: the serial is spent.
    func intended(_ serial: String, _ agent: SimulatedAgent) {
        if spent[serial] != nil, !forgotten.contains(serial) { fail("serial \(serial) was spent twice") }
        spent[serial] = agent.number
    }

    /// Looks at what the markers of a machine did since the last look.
    func look(at agent: SimulatedAgent) {
        guard let plc = agent.station?.plc, plc.firings != firings[agent.number] ?? 0 else { return }
        firings[agent.number] = plc.firings
        for (serial, count) in plc.marks.sorted(by: { $0.key < $1.key }) {
            let new = count - (seen[agent.number]?[serial] ?? 0)
            guard new > 0 else { continue }
            seen[agent.number, default: [:]][serial] = count
            marks[serial, default: 0] += new
            if spent[serial] == nil { fail("serial \(serial) was marked without an intent on disk") }
            if marks[serial] != 1, !forgotten.contains(serial) {
                fail("serial \(serial) is on \(marks[serial] ?? 0) units")
            }
        }
    }

    /// An outcome is about to be written. A commit that fails may be there after all.
    func concludes(_ report: StampReport) {
        if report.status == .commissioned { maybeCommissioned.insert(report.serial) }
    }

    /// An outcome is on disk.
    func concluded(_ report: StampReport, by agent: SimulatedAgent) {
        if report.status == .commissioned {
            commissioned[agent.number, default: 0] += 1
            if marks[report.serial] != 1, !forgotten.contains(report.serial) {
                fail("serial \(report.serial) is commissioned and on no unit")
            }
        }
        if report.status == .cannotStart, marks[report.serial] != nil, !forgotten.contains(report.serial) {
            fail("serial \(report.serial) never started, and is on a unit")
        }
        if reports[report.serial] == nil { reports[report.serial] = report.status }
    }

    /// The card of a machine was put back.
    /// - Parameter told: the serials that the coordinator knows to be used; nil when it can't be asked.
    func machineRestored(_ agent: SimulatedAgent, told: Set<String>?) {
        restored.insert(agent.number)
        let used = spent.filter { $0.value == agent.number }.keys
        forgotten.formUnion(used.filter { told?.contains($0) != true })
    }

    /// The database was put back.
    func coordinatorRestored() { wasCoordinatorRestored = true }

    /// Holds the books against what is on units.
    func check(_ rows: [Row]) throws {
        var states: [String: String] = [:]
        for row in rows {
            states[row.serial] = row.state
            guard row.state == "commissioned" else { continue }
            let isOnOneUnit = marks[row.serial] == 1 || forgotten.contains(row.serial)
            guard isOnOneUnit, maybeCommissioned.contains(row.serial) else {
                throw Violation("serial \(row.serial) is in the books as commissioned, and was never read back")
            }
        }
        guard !wasCoordinatorRestored else { return }
        for (serial, machine) in spent.sorted(by: { $0.key < $1.key }) where !restored.contains(machine) {
            let state = states[serial] ?? "unknown"
            switch reports[serial] {
            case .commissioned where state != "commissioned", .scrapped where state != "scrapped",
                .cannotStart where state != "inactive":
                throw Violation("serial \(serial) was told as \(reports[serial]?.rawValue ?? ""), and is \(state)")
            case nil: throw Violation("nothing was ever told of serial \(serial), which is \(state)")
            default: break
            }
            if marks[serial] != nil, state == "inactive" {
                throw Violation("serial \(serial) is on a unit, and was given back as inactive")
            }
        }
    }
}
