import Foundation

/// What the kernel says of a running process.
struct ProcessUse {
    /// Resident memory, in bytes.
    private(set) var resident = 0.0
    /// Its share of it, in bytes: pages shared with others count in part (PSS).
    private(set) var proportional = 0.0
    /// What the share would be if no other Swift program ran on the computer: the program's own files and those of
    /// the Swift runtime count in full, those of the system in part.
    private(set) var proportionalAlone = 0.0
    /// Memory that belongs to no file, in bytes: heap, stacks.
    private(set) var anonymous = 0.0

    /// Sums up /proc/PID/smaps (proc(5)).
    init(pid: Int32) throws {
        var isSwift = false
        for line in try String(contentsOfFile: "/proc/\(pid)/smaps", encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let name = words.first, name.hasSuffix(":") else {
                // The head of a mapping: addresses, rights, offset, device, inode, file.
                isSwift = words.count > 5 && (words[5].contains("swift") || words[5].contains("mintmark"))
                continue
            }
            guard words.count == 3, let kibibytes = Double(words[1]) else { continue }
            let bytes = kibibytes * 1_024
            switch name {
            case "Rss:":
                resident += bytes
                if isSwift { proportionalAlone += bytes }
            case "Pss:":
                proportional += bytes
                if !isSwift { proportionalAlone += bytes }
            case "Anonymous:": anonymous += bytes
            default: break
            }
        }
        guard resident > 0 else { throw BenchmarkError("/proc/\(pid)/smaps is not understood") }
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
