import Foundation

/// What the kernel says of a running process.
struct ProcessUse {
    /// Resident memory, in bytes.
    let resident: Double
    /// Its share of it: pages shared with others count in part.
    let proportional: Double
    /// Memory that belongs to no file: heap, stacks.
    let anonymous: Double

    /// Reads /proc/PID/smaps_rollup (proc(5)).
    init(pid: Int32) throws {
        let text = try String(contentsOfFile: "/proc/\(pid)/smaps_rollup", encoding: .utf8)
        func bytes(_ name: String) throws -> Double {
            let line = text.split(separator: "\n").first { $0.hasPrefix("\(name):") }
            guard let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) else {
                throw BenchmarkError("/proc/\(pid)/smaps_rollup has no line \(name)")
            }
            return kibibytes * 1_024
        }
        resident = try bytes("Rss")
        proportional = try bytes("Pss")
        anonymous = try bytes("Anonymous")
    }

    /// Processor time that a process has used, in seconds (proc(5), fields 14 and 15 of /proc/PID/stat).
    static func processorSeconds(pid: Int32) throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        // The name in brackets may hold spaces.
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
            throw BenchmarkError("/proc/\(pid)/stat is not understood")
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
