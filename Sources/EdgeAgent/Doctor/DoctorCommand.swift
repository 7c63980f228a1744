import Doctor
import FoundationEssentials
import Glibc
import GPIO
import Platform

/// `mintmark-agent doctor`: looks at everything that a technician would, and says what is wrong and what to do.
enum DoctorCommand {
    /// EX_USAGE of sysexits(3).
    private static let usageStatus: Int32 = 64
    /// EX_CANTCREAT.
    private static let cannotWriteStatus: Int32 = 73
    /// EX_CONFIG.
    private static let configurationStatus: Int32 = 78

    /// Runs it with the words after `doctor`.
    /// - Returns: the exit status: 0 well, 1 faults, 2 warnings only, and those of sysexits(3).
    static func run(_ words: [String]) async -> Int32 {
        guard let arguments = DoctorArguments(words) else {
            put(DoctorArguments.usage, to: STDERR_FILENO)
            return usageStatus
        }
        if let hold = arguments.hold { return await self.hold(hold, arguments.config) }
        let examination = DoctorExamination(arguments)
        let result = await examination.run()
        let report = DoctorReport(result.facts, at: ClockExamination.wallMilliseconds)
        if let path = arguments.support {
            let bytes = result.supportFile(report)
            if path == "-" {
                put(bytes, to: STDOUT_FILENO)
                return report.health.exitStatus
            }
            guard SupportFile.write(bytes, to: path) else {
                put("\(path) can't be written; is its folder there, and is there room?", to: STDERR_FILENO)
                return cannotWriteStatus
            }
        }
        put(arguments.isJSON ? String(decoding: report.json(), as: UTF8.self) : report.text, to: STDOUT_FILENO)
        return report.health.exitStatus
    }

    /// The child whose death shows what the kernel does with its line.
    private static func hold(_ hold: DoctorArguments.Hold, _ config: String) async -> Int32 {
        do {
            let provider = try AgentConfiguration.load(config).lineProvider
            let line = LineName(chip: hold.chip, line: hold.line)
            return try await DedicatedThread.run("doctor-hold") {
                LineHolder.run(line, activeLow: hold.isActiveLow, provider: provider)
            }
        } catch {
            put("\(error)", to: STDERR_FILENO)
            return configurationStatus
        }
    }

    private static func put(_ text: String, to descriptor: Int32) { put(Array((text + "\n").utf8), to: descriptor) }

    private static func put(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
