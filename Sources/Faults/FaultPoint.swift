import Glibc

/// A named step at which a test can end the process as a power cut would. Debug builds only: a released program has no
/// such door. `MINTMARK_KILL_AT=name` kills at the step's first pass, `name:3` at its third.
package enum FaultPoint {
    #if DEBUG
    private static let target: (name: String, pass: Int)? = {
        guard let raw = getenv("MINTMARK_KILL_AT") else { return nil }
        let parts = String(cString: raw).split(separator: ":")
        guard let name = parts.first else { return nil }
        return (String(name), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }()
    private static let passes = PassCounter()
    #endif

    /// Says that `step` is reached. SIGKILL to the own process id leaves no time for any clean-up.
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
        kill(getpid(), SIGKILL)
        while true { pause() }
    }
    #endif
}
