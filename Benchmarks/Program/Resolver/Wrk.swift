import Foundation
import TestSupport

/// wrk, a program that asks as fast as it is answered.
struct Wrk {
    /// What one run gave.
    struct Run {
        /// Answers per second.
        let rate: Double
        /// Answers per second of the server's own processor time.
        let perCore: Double
        /// 99 of 100 answers took no longer, in milliseconds.
        let p99Milliseconds: Double
    }

    private let script: String
    private let connections: Int

    /// Writes the script that asks for pieces by chance, see `ResolverUnderTest.serial`.
    /// - Throws: `BenchmarkError` when there is no wrk here.
    init(in folder: TemporaryDirectory, connections: Int) throws {
        script = folder.path("ask.lua")
        self.connections = connections
        let text = """
            local random, format = math.random, string.format
            request = function()
                local number = random(0, \(ResolverUnderTest.pieces - 1))
                local serial = format("4Q7ZK%08X", (number * 2654435761) % 4294967296)
                return wrk.format("GET", "/01/09520123456788/21/" .. serial)
            end
            """
        try text.write(toFile: script, atomically: true, encoding: .utf8)
    }

    /// Asks for so long.
    /// - Parameter processes: the server's, whose processor time counts.
    func run(port: Int, seconds: Int, processes: [Int32]) async throws -> Run {
        let before = try Self.processorSeconds(processes)
        let wrk: ChildProcess
        do {
            wrk = try ChildProcess(
                "wrk",
                arguments: [
                    "-t", "1", "-c", String(connections), "-d", "\(seconds)s", "--latency", "-s", script,
                    "http://127.0.0.1:\(port)/",
                ]
            )
        } catch {
            throw BenchmarkError("wrk is not installed here; scripts/prepare bench installs it")
        }
        guard try await wrk.waitUntilExit(timeoutSeconds: Double(seconds) + 60) == 0 else {
            throw BenchmarkError("wrk ended: \(wrk.lines)")
        }
        let used = try Self.processorSeconds(processes) - before
        let text = wrk.lines.joined(separator: "\n")
        guard let requests = text.firstMatch(of: /(\d+) requests in/).flatMap({ Double($0.output.1) }),
            let rate = text.firstMatch(of: /Requests\/sec: +([\d.]+)/).flatMap({ Double($0.output.1) }),
            let p99 = text.firstMatch(of: /99% +([\d.]+)(us|ms|s)/), let value = Double(p99.output.1), used > 0
        else { throw BenchmarkError("wrk said something else: \(text)") }
        guard !text.contains("Non-2xx or 3xx"), !text.contains("Socket errors") else {
            throw BenchmarkError("not every request was answered: \(text)")
        }
        let scale = p99.output.2 == "us" ? 0.001 : p99.output.2 == "s" ? 1_000 : 1
        return Run(rate: rate, perCore: requests / used, p99Milliseconds: value * scale)
    }

    private static func processorSeconds(_ processes: [Int32]) throws -> Double {
        try processes.reduce(0) { try $0 + ProcessUse.processorSeconds(pid: $1) }
    }
}
