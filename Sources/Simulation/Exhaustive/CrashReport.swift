/// What came of cutting the power everywhere.
package struct CrashReport: Sendable {
    /// The points of one phase and how their histories ended.
    package struct Row: Sendable {
        /// What the machine was about.
        package let phase: String
        /// Calls of the disk at which the power was cut.
        package fileprivate(set) var calls = 0
        /// Messages and moves at which it was cut.
        package fileprivate(set) var steps = 0
        /// How often each result came.
        package fileprivate(set) var results: [String: Int] = [:]
    }

    /// The story.
    package let title: String
    /// How it ends without a cut.
    package let undisturbed: String
    /// One row per phase, in the order of the phases.
    package private(set) var rows: [Row] = []
    /// Power failures, second ones included.
    package private(set) var cuts = 0
    /// Sectors that were lost, and sectors that were torn.
    package private(set) var lostSectors = 0, tornSectors = 0
    /// Names that came back as before.
    package private(set) var lostNames = 0

    init(title: String, undisturbed: String) {
        self.title = title
        self.undisturbed = undisturbed
    }

    /// Points at which the power was cut.
    package var points: Int { rows.reduce(0) { $0 + $1.calls + $1.steps } }
    /// Histories: points times what of the unsynced survives.
    package var histories: Int { rows.reduce(0) { $0 + $1.results.values.reduce(0, +) } }
    /// How often each result came.
    package var results: [String: Int] {
        rows.reduce(into: [:]) { $0.merge($1.results, uniquingKeysWith: +) }
    }

    mutating func note(_ point: CrashPoint, in phase: PowerSwitch.Phase, results: [String]) {
        let place = rows.firstIndex { $0.phase == phase.rawValue } ?? rows.count
        if place == rows.count { rows.append(Row(phase: phase.rawValue)) }
        switch point {
        case .call: rows[place].calls += 1
        case .step: rows[place].steps += 1
        }
        for result in results { rows[place].results[result, default: 0] += 1 }
    }

    mutating func note(_ disk: FaultDisk) {
        cuts += disk.count(of: .crash)
        lostSectors += disk.count(of: .lostSector)
        tornSectors += disk.count(of: .tornSector)
        lostNames += disk.count(of: .lostName)
    }

    mutating func sortRows() {
        let order = PowerSwitch.Phase.allCases.map(\.rawValue)
        rows.sort { (order.firstIndex(of: $0.phase) ?? 0) < (order.firstIndex(of: $1.phase) ?? 0) }
    }
}

/// Where the power is cut first: in the disk's call of this number, or at the step of this number.
enum CrashPoint: Hashable, Sendable {
    case call(Int)
    case step(Int)
}
