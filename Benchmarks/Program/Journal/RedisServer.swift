import Foundation
import Reference
import TestSupport

/// A Redis of our own: on a Unix socket in a folder of its own, `appendonly yes` and `appendfsync always`, so that an
/// answer means that the append was fsynced. Snapshots and rewrites of its file are off, which favours it.
struct RedisServer {
    private static let mostAnswers = 1 << 20
    private let process: ChildProcess
    private let socket: String
    /// What it calls itself.
    let version: String

    /// Starts one; nil when there is no `redis-server` here.
    static func start(in folder: String) async throws -> RedisServer? {
        guard let found = try? ChildProcess("redis-server", arguments: ["--version"]),
            try await found.waitUntilExit() == 0
        else { return nil }
        let version = found.lines.first?.split(separator: " ").first { $0.hasPrefix("v=") }.map { $0.dropFirst(2) }
        try FileManager.default.createDirectory(atPath: "\(folder)/redis", withIntermediateDirectories: true)
        let socket = "\(folder)/redis.socket"
        let process = try ChildProcess(
            "redis-server",
            arguments: [
                "--port", "0", "--unixsocket", socket, "--dir", "\(folder)/redis", "--appendonly", "yes",
                "--appendfsync", "always", "--save", "", "--auto-aof-rewrite-percentage", "0", "--daemonize", "no",
            ]
        )
        try await eventually("redis-server listens", timeoutSeconds: 20) {
            guard process.exit == nil else { throw BenchmarkError("redis-server ended: \(process.lines.suffix(3))") }
            return FileManager.default.fileExists(atPath: socket)
        }
        return RedisServer(process: process, socket: socket, version: version.map(String.init) ?? "unknown")
    }

    private init(process: ChildProcess, socket: String, version: String) {
        self.process = process
        self.socket = socket
        self.version = version
    }

    /// Appends an entry of `bytes` bytes to one stream (XADD) again and again, from so many connections.
    func append(connections: Int, bytes: Int, seconds: Double) throws -> Disk.Loop {
        let value = String(repeating: "z", count: bytes)
        // One stream, kept short in memory; the file grows all the same.
        let words = ["XADD", "bench", "MAXLEN", "~", "1000", "*", "payload", value]
        let request = "*\(words.count)\r\n" + words.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()
        var count: Int64 = 0
        let latencies = [Double](unsafeUninitializedCapacity: Self.mostAnswers) { buffer, used in
            guard let start = buffer.baseAddress else { return }
            count = reference_closed_loop(
                socket,
                Int64(connections),
                request,
                Int64(request.utf8.count),
                seconds,
                start,
                Int64(Self.mostAnswers)
            )
            used = max(0, min(Int(count), Self.mostAnswers))
        }
        guard count > 0 else { throw BenchmarkError("redis-server does not answer: error \(-count)") }
        return Disk.Loop(rate: Double(count) / seconds, seconds: latencies)
    }

    /// Ends it.
    func stop() async throws {
        process.terminate()
        try await process.waitUntilExit()
    }
}
