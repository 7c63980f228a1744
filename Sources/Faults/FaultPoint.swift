import Glibc

/// A named step at which a test can end the process as a power cut would. Debug builds only: a released program has no
/// such door. `MINTMARK_KILL_AT=name` kills at the step's first pass, `name:3` at its third; `MINTMARK_FREEZE_AT` stops
/// the process there, for whoever then cuts the power of its computer.
package enum FaultPoint {
    #if DEBUG
    private static let target: (name: String, pass: Int, signal: Int32)? =
        target("MINTMARK_KILL_AT", SIGKILL) ?? target("MINTMARK_FREEZE_AT", SIGSTOP)

    private static func target(_ variable: String, _ signal: Int32) -> (name: String, pass: Int, signal: Int32)? {
        guard let raw = getenv(variable) else { return nil }
        let parts = String(cString: raw).split(separator: ":")
        guard let name = parts.first else { return nil }
        return (String(name), parts.count > 1 ? Int(parts[1]) ?? 1 : 1, signal)
    }

    private static let passes = PassCounter()
    #endif

    /// Says that `step` is reached. Both signals, to the own process id, leave no time for any clean-up.
    @inlinable
    package static func reach(_ step: some RawRepresentable<String>) {
        #if DEBUG
        reachForTest(step.rawValue)
        #endif
    }

    #if DEBUG
    @usableFromInline
    static func reachForTest(_ step: String) {
        guard let target, target.name == step, passes.next() == target.pass else { return }
        kill(getpid(), target.signal)
        while true { pause() }
    }
    #endif
}
