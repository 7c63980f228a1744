/// What a run came to.
package struct SimulationReport: Sendable {
    /// The seed that makes it again.
    package let seed: UInt64
    /// A hash of everything that happened.
    package var hash = ""
    /// How many things happened.
    package var happenings = 0
    /// How many orders were taken.
    package var sales = 0
    /// How they ended.
    package var endings: [String: Int] = [:]
    /// Orders that were refused, by why.
    package var refusals: [String: Int] = [:]
    /// How often motors were turned on.
    package var firings = 0
    /// How many serials were put on units.
    package var marks = 0
    /// How many entries the log has.
    package var entries = 0
    /// How often each fault was really injected.
    package var faults: [FaultKind: Int] = [:]
    /// How often each fault of a disk really happened.
    package var diskFaults: [FaultDisk.Fault: Int] = [:]
    /// The promise that was broken, if one was.
    package var violation: Violation?
    /// The last that happened before it.
    package var lastLines: [String] = []

    init(seed: UInt64) { self.seed = seed }
}
