import Foundation
import TestSupport

/// An nginx of our own that answers everything with one redirect.
struct NginxServer {
    let port: Int
    private let process: ChildProcess

    /// Starts one; nil when there is no `nginx` here.
    static func start(in folder: TemporaryDirectory) async throws -> NginxServer? {
        guard let found = try? ChildProcess("nginx", arguments: ["-v"]), try await found.waitUntilExit() == 0 else {
            return nil
        }
        let port = try freePort()
        let place = folder.path("nginx")
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(place)/\($0);" }
        let configuration = """
            daemon off; worker_processes auto; pid \(place)/pid; error_log stderr;
            events { worker_connections 4096; }
            http {
                access_log off; keepalive_requests 1000000000; \(paths.joined(separator: " "))
                server { listen 127.0.0.1:\(port); return 307 https://dpp.example.com/p/01/09520123456788/21/1; }
            }
            """
        try configuration.write(toFile: "\(place)/nginx.conf", atomically: true, encoding: .utf8)
        let process = try ChildProcess(
            "nginx",
            arguments: ["-p", place, "-e", "stderr", "-c", "\(place)/nginx.conf"]
        )
        try await eventually("nginx works", timeoutSeconds: 20) {
            guard process.exit == nil else { throw BenchmarkError("nginx ended: \(process.lines.suffix(3))") }
            return try FileManager.default.fileExists(atPath: "\(place)/pid") && !children(of: process.pid).isEmpty
        }
        return NginxServer(port: port, process: process)
    }

    /// The processes that answer.
    func processes() throws -> [Int32] { try Self.children(of: process.pid) }

    private static func children(of pid: Int32) throws -> [Int32] {
        try String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)
            .split(separator: " ").compactMap { Int32($0) }
    }

    func stop() async throws {
        process.terminate()
        try await process.waitUntilExit()
    }
}
