/// What several runs came to.
package struct SimulationTotal: Sendable {
    private var seeds = 0
    /// Orders that were taken.
    package private(set) var sales = 0
    private var firings = 0
    /// Serials that were put on units.
    package private(set) var marks = 0
    private var entries = 0
    private var happenings = 0
    private var endings: [String: Int] = [:]
    private var refusals: [String: Int] = [:]
    private var faults: [FaultKind: Int] = [:]
    private var diskFaults: [FaultDisk.Fault: Int] = [:]

    /// None yet.
    package init() {}

    /// Adds a run.
    package mutating func add(_ report: SimulationReport) {
        seeds += 1
        sales += report.sales
        firings += report.firings
        marks += report.marks
        entries += report.entries
        happenings += report.happenings
        endings.merge(report.endings, uniquingKeysWith: +)
        refusals.merge(report.refusals, uniquingKeysWith: +)
        faults.merge(report.faults, uniquingKeysWith: +)
        diskFaults.merge(report.diskFaults, uniquingKeysWith: +)
    }

    /// The kinds of faults that never happened.
    package var missing: [FaultKind] { FaultKind.allCases.filter { faults[$0, default: 0] == 0 } }

    /// Everything, for people.
    package var text: String {
        let kinds = FaultKind.allCases.map { "  \($0.rawValue) \(faults[$0, default: 0])" }
        let disks = FaultDisk.Fault.allCases.map { "  disk \($0) \(diskFaults[$0, default: 0])" }
        let ends = endings.sorted { $0.key < $1.key }.map { "  \($0.key) \($0.value)" }
        let refused = refusals.sorted { $0.key < $1.key }.map { "  \($0.key) \($0.value)" }
        return
            ([
                "\(seeds) seeds, \(sales) sales, \(firings) firings, \(marks) stamps, \(entries) entries in logs,"
                    + " \(happenings) happenings", "endings",
            ] + ends
            + ["refused orders"] + refused + ["faults"] + kinds + disks).joined(separator: "\n")
    }
}
