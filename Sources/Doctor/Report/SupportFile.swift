import FoundationEssentials
import Glibc

/// What whoever helps a technician needs to see: one JSON file without secrets.
package struct SupportFile: Codable, Sendable, Equatable {
    /// One file of the machine, of which nothing but this is told.
    package struct Entry: Codable, Sendable, Equatable {
        /// Where it is.
        package var path: String
        /// Its size in bytes.
        package var bytes: Int64
        /// Its permissions, octal: `600`.
        package var mode: String
        /// The number of the user it belongs to.
        package var owner: UInt32
        /// When it was changed, seconds since 1970.
        package var changed: Int64
    }

    /// The shape's version, 1.
    package var ver: Int
    /// What this file is, for whoever finds one.
    package var kind: String
    /// The report.
    package var report: DoctorReport
    /// The agent's configuration, its text.
    package var configuration: String
    /// The compiled profile, its JSON; empty when there is none.
    package var profile: String
    /// The keyset that the machine stored: version, addresses and pins; empty when it could not be looked at.
    package var keyset: String
    /// The files of state and configuration.
    package var files: [Entry]
    /// The last lines of the agent's log.
    package var log: [String]
    /// The kernel's command line.
    package var kernelCommandLine: String

    /// A file with everything redacted.
    package init(
        report: DoctorReport,
        configuration: String,
        profile: String,
        keyset: String,
        folders: [String],
        log: [String],
        redactor: Redactor
    ) {
        ver = 1
        kind = "mintmark-support"
        self.report = report
        self.configuration = redactor.redacted(configuration)
        self.profile = redactor.redacted(profile)
        self.keyset = redactor.redacted(keyset)
        files = folders.flatMap(Self.entries)
        self.log = log.map(redactor.redacted)
        kernelCommandLine = redactor.redacted(SmallFile.text("/proc/cmdline") ?? "")
    }

    /// The whole as JSON, redacted once more: what a report quotes came from other programs too.
    package func json(_ redactor: Redactor) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        do {
            return Array(redactor.redacted(String(decoding: try encoder.encode(self), as: UTF8.self)).utf8)
        } catch {
            preconditionFailure("a support file holds only texts and whole numbers, so it always encodes: \(error)")
        }
    }

    /// Puts a support file in its place, whole or not at all, for this user alone.
    /// - Returns: whether that worked.
    package static func write(_ bytes: [UInt8], to path: String) -> Bool { SmallFile.replace(path, bytes) }

    /// The last lines that the service manager kept of the agent; none where there is no such log.
    package static func agentLog(lines: Int = 300) -> [String] {
        let program = "/usr/bin/journalctl"
        let arguments = ["-u", "mintmark-agent", "-n", "\(lines)", "-o", "cat", "--no-pager", "-q"]
        guard access(program, X_OK) == 0, let child = try? ChildProgram(program, arguments),
            let text = child.text(mostBytes: 1 << 20, waitingMilliseconds: 5_000)
        else { return [] }
        return text.split(separator: "\n").map(String.init)
    }

    private static func entries(_ folder: String) -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().compactMap { name in
            var status = stat()
            guard lstat("\(folder)/\(name)", &status) == 0 else { return nil }
            return Entry(
                path: "\(folder)/\(name)",
                bytes: Int64(status.st_size),
                mode: String(status.st_mode & 0o7777, radix: 8),
                owner: status.st_uid,
                changed: Int64(status.st_mtim.tv_sec)
            )
        }
    }
}
