import Foundation

/// How much of the emulated machine is shown: `MINTMARK_RIG_TESTS` is `smoke` in `make rig-smoke`, `full` in
/// `make rig`, `figures` in `make bench-rig`, and nothing in a plain run of the tests, since all of it takes long.
enum RigTier {
    private static let asked = ProcessInfo.processInfo.environment["MINTMARK_RIG_TESTS"]

    /// Whether to show that it sells and survives.
    static var isSmoke: Bool { asked == "smoke" || isFull }
    /// Whether to show everything.
    static var isFull: Bool { asked == "full" }
    /// Whether to measure instead.
    static var isMeasured: Bool { asked == "figures" }
}
