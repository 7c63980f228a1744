import FoundationEssentials
import Glibc
import Platform

/// Looks at the clock, and keeps the look for the next time.
package struct ClockExamination {
    private let memory: String

    /// An examination that remembers in a file of the state folder.
    package init(stateFolder: String) { memory = "\(stateFolder)/doctor-clock.json" }

    /// The clock now.
    /// - Parameter offset: how far it is ahead of somebody's; nil when nobody was asked.
    package static func look(offset: ClockFacts.Offset? = nil) -> ClockFacts.Look {
        ClockFacts.Look(
            boot: SmallFile.text("/proc/sys/kernel/random/boot_id") ?? "",
            steadyNanoseconds: nanoseconds(CLOCK_BOOTTIME),
            wallMilliseconds: wallMilliseconds,
            offset: offset
        )
    }

    /// Milliseconds since 1970 by this computer.
    package static var wallMilliseconds: Int64 { Int64(nanoseconds(CLOCK_REALTIME) / 1_000_000) }

    /// What was found, compared with the last look, in whose place this one comes. Without somebody's time to compare
    /// with, the last look stays: a comparison is worth more than a later time.
    package func run(offset: ClockFacts.Offset? = nil) -> ClockFacts {
        let now = Self.look(offset: offset)
        let before = SmallFile.text(memory).flatMap {
            try? JSONDecoder().decode(ClockFacts.Look.self, from: Data($0.utf8))
        }
        let isWorthMore = offset == nil && before?.offset != nil && before?.boot == now.boot
        if !isWorthMore, let bytes = try? JSONEncoder().encode(now) { SmallFile.replace(memory, Array(bytes)) }
        return ClockFacts(now: now, before: before, isSynchronised: Self.isSynchronised)
    }

    /// What the kernel says of whoever keeps the clock, as timedatectl(1) tells it, whichever service that is; nil when
    /// nobody can be asked.
    private static var isSynchronised: Bool? {
        let program = "/usr/bin/timedatectl"
        let arguments = ["show", "--property=NTPSynchronized", "--value"]
        guard access(program, X_OK) == 0, let child = try? ChildProgram(program, arguments) else { return nil }
        switch child.line(waitingMilliseconds: 5_000) {
        case "yes": return true
        case "no": return false
        default: return nil
        }
    }

    private static func nanoseconds(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(max(0, time.tv_sec)) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
