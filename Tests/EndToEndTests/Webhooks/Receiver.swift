import Foundation
import TestSupport

/// A program of somebody else's that receives webhooks: Python, with the check that docs/webhooks.md shows. It writes
/// what it took to a file before it answers.
final class Receiver {
    private static let script = """
        import http.server, os, sys, time
        from verification import is_genuine
        port, folder, ahead = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
        clock = time.time
        time.time = lambda: clock() + ahead

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                secret = open(os.path.join(folder, "secret")).read().strip()
                if is_genuine(secret, headers, body):
                    with open(os.path.join(folder, "taken"), "a") as taken:
                        taken.write(headers["webhook-id"] + "\\n")
                        taken.flush()
                        os.fsync(taken.fileno())
                    status = 204
                else:
                    status = 401
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        print("listening", flush=True)
        http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
        """

    let folder: TemporaryDirectory
    let port: Int
    private var process: ChildProcess?

    init() throws {
        folder = try TemporaryDirectory()
        port = try freePort()
        try Self.documented().write(toFile: folder.path("verification.py"), atomically: true, encoding: .utf8)
        try Self.script.write(toFile: folder.path("receiver.py"), atomically: true, encoding: .utf8)
    }

    /// The check as the documentation shows it to receivers.
    private static func documented() throws -> String {
        let page = try String(contentsOfFile: "\(PackageRoot.path)/docs/webhooks.md", encoding: .utf8)
        let parts = page.components(separatedBy: "```python\n")
        guard parts.count == 2, let code = parts[1].components(separatedBy: "```").first else {
            throw TestSupportError("docs/webhooks.md has not exactly one block of Python")
        }
        return code
    }

    func setSecret(_ secret: String) throws {
        try secret.write(toFile: folder.path("secret"), atomically: true, encoding: .utf8)
    }

    /// - Parameter aheadSeconds: how far its clock is ahead: it refuses what was signed too long ago, or too early.
    func start(aheadSeconds: Int = 0) async throws {
        let process = try ChildProcess(
            "python3",
            arguments: [folder.path("receiver.py"), String(port), folder.path, String(aheadSeconds)]
        )
        self.process = process
        try await eventually("the receiver listens", timeoutSeconds: 30) {
            if let exit = process.exit { throw TestSupportError("the receiver ended: \(exit) \(process.lines)") }
            return process.lines.contains("listening")
        }
    }

    func stop() async throws {
        process?.send(signal: 9)
        _ = try await process?.waitUntilExit(timeoutSeconds: 20)
        process = nil
    }

    /// The ids of the messages that it took, in the order of arrival, repetitions too.
    func taken() throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder.path("taken")) else { return [] }
        return try String(contentsOfFile: folder.path("taken"), encoding: .utf8).split(separator: "\n").map(String.init)
    }
}
