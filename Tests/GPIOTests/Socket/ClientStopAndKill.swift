import Glibc
import Platform
import Synchronization

@testable import GPIO

/// Stops and then kills the process that holds a line, and notes what the line did meanwhile. On a thread of its own,
/// because an exit test blocks a thread of the shared pool until its process ends.
final class ClientStopAndKill: Sendable {
    struct Findings {
        var isStopped = false
        var consumerWhileStopped: String?
        var voltageWhileStopped: Voltage?
        var isFreeAfterKill = false
    }

    private let findings = Mutex(Findings())
    private let chip: SimulatedChip
    private let line: LineName
    private let processFile: String

    /// The holder of `line` writes its process number to `processFile`.
    init(chip: SimulatedChip, line: LineName, processFile: String) {
        self.chip = chip
        self.line = line
        self.processFile = processFile
    }

    /// Runs while `client` does and returns what was found.
    func run(_ client: () async throws -> Void) async throws -> Findings {
        let thread = try DedicatedThread("stop-and-kill") { [self] in stopAndKill() }
        defer { thread.join() }
        try await client()
        waitUntil { [self] in chip.consumer(of: line) == nil }
        findings.withLock { $0.isFreeAfterKill = chip.consumer(of: line) == nil }
        return findings.withLock { $0 }
    }

    private func stopAndKill() {
        waitUntil { [self] in chip.level(of: line) == .active && Int32(readFile(processFile)) != nil }
        guard let process = Int32(readFile(processFile)) else { return }
        kill(process, SIGSTOP)
        let isStopped = waitUntil { readFile("/proc/\(process)/stat").contains(") T ") }
        findings.withLock {
            $0.isStopped = isStopped
            $0.consumerWhileStopped = chip.consumer(of: line)
            $0.voltageWhileStopped = chip.voltage(of: line)
        }
        kill(process, SIGKILL)
    }

    @discardableResult
    private func waitUntil(_ condition: () -> Bool) -> Bool {
        let deadline = monotonicNow() + 60_000_000_000
        while !condition() {
            guard monotonicNow() < deadline else { return false }
            poll(nil, 0, 5)
        }
        return true
    }
}

/// The text of a file, empty when there is none.
func readFile(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes: [UInt8] = Array(repeating: 0, count: 1_024)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
}
