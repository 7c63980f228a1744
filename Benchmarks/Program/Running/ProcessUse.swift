import Foundation

/// What the kernel says of a running process.
struct ProcessUse {
    /// Resident memory, in bytes.
    private(set) var resident = 0.0
    /// Its share of it, in bytes: pages shared with others count in part (PSS).
    private(set) var proportional = 0.0
    /// Memory that belongs to no file, in bytes: heap, stacks.
    private(set) var anonymous = 0.0

    /// Reads the kernel's own sums, /proc/PID/smaps_rollup (proc(5)).
    init(pid: Int32) throws {
        let path = "/proc/\(pid)/smaps_rollup"
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let kibibytes = Double(words[1]) else { continue }
            switch words[0] {
            case "Rss:": resident = kibibytes * 1_024
            case "Pss:": proportional = kibibytes * 1_024
            case "Anonymous:": anonymous = kibibytes * 1_024
            default: break
            }
        }
        guard resident > 0, proportional > 0, anonymous > 0 else { throw BenchmarkError("\(path) is not understood") }
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
