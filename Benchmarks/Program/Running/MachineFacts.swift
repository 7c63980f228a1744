import FoundationEssentials
import Glibc
import Measuring
import TestSupport

/// What the figures of a run depend on besides the programs: processor, memory, kernel, disk, versions.
enum MachineFacts {
    /// The facts, in the order in which they are written.
    static func gather() async -> [Report.Circumstance] {
        var facts: [Report.Circumstance] = []
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        facts.append(.init("processor", "\(field("model name", of: "/proc/cpuinfo") ?? "unknown"), \(cores) cores"))
        let memory = field("MemTotal", of: "/proc/meminfo").flatMap { Double($0.prefix { $0.isNumber }) }
        facts.append(.init("memory", memory.map { "\(FigureText.write($0 / 1_048_576)) GiB" } ?? "unknown"))
        facts.append(.init("kernel", await line("uname", ["-sr"])))
        facts.append(.init("system", osName))
        facts.append(.init("disk", await line("df", ["--output=fstype,source", temporaryFolder], last: true)))
        facts.append(
            .init("SQLite", await line("sqlite3", ["--version"]).split(separator: " ").first.map(String.init) ?? "")
        )
        facts.append(.init("Swift", await line("swift", ["--version"])))
        facts.append(.init("revision", await line("git", ["-C", PackageRoot.path, "rev-parse", "--short=12", "HEAD"])))
        let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first
        facts.append(.init("load before the run", load.map(String.init) ?? "unknown"))
        return facts.filter { !$0.value.isEmpty }
    }

    private static var temporaryFolder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

    private static var osName: String {
        (field("PRETTY_NAME", of: "/etc/os-release", separator: "=") ?? "unknown").split(separator: "\"").joined()
    }

    private static func field(_ name: String, of path: String, separator: Character = ":") -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            let sides = line.split(separator: separator, maxSplits: 1)
            if sides.count == 2 { return String(sides[1].drop { $0 == " " || $0 == "\t" }) }
        }
        return nil
    }

    /// The first, or last, line that a program prints; empty when it is not there.
    private static func line(_ program: String, _ arguments: [String], last: Bool = false) async -> String {
        guard let child = try? ChildProcess(program, arguments: arguments),
            let status = try? await child.waitUntilExit(timeoutSeconds: 10), status == 0
        else { return "" }
        let text = (last ? child.lines.last : child.lines.first) ?? ""
        return text.split(separator: " ").joined(separator: " ")
    }
}
