import Rails
import TestSupport
import Testing

/// Whoever sits at the node's address, or took the node over, says whatever he likes.
@Suite("NodeRail, lied to", .timeLimit(.minutes(2)))
struct HostileNodeTests {
    /// What the other side does with every request.
    enum Lie: String, CaseIterable {
        /// It sends the coordinator elsewhere, with its password.
        case redirect
        /// It sends a packed answer that would be large.
        case packed
        /// It sends without end.
        case endless
        /// It nests without end.
        case deep
        /// It sends half an answer and waits.
        case half
    }

    private static let server = """
        import http.server, sys, gzip, threading
        lie = sys.argv[1]
        class Elsewhere(http.server.BaseHTTPRequestHandler):
            def do_GET(self): print("visited", flush=True)
            do_POST = do_GET
            def log_message(self, *a): pass
        class Node(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if lie == "redirect":
                    self.send_response(307)
                    self.send_header("Location", "http://127.0.0.1:%d/" % other.server_address[1])
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                self.send_response(200)
                body = b"[" * 100000
                if lie == "packed":
                    body = gzip.compress(b" " * 50000000)
                    self.send_header("Content-Encoding", "gzip")
                if lie == "half":
                    self.send_header("Content-Length", "1000")
                    self.end_headers()
                    self.wfile.write(b"[")
                    self.wfile.flush()
                    threading.Event().wait()
                if lie == "endless":
                    self.send_header("Transfer-Encoding", "chunked")
                    self.end_headers()
                    try:
                        while True: self.wfile.write(b"1000\\r\\n" + b" " * 4096 + b"\\r\\n")
                    except OSError: return
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *a): pass
        other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
        threading.Thread(target=other.serve_forever, daemon=True).start()
        node = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Node)
        print("port", node.server_address[1], flush=True)
        node.serve_forever()
        """

    private func rail(_ lie: Lie) async throws -> (NodeRail, ChildProcess) {
        let server = try ChildProcess("python3", arguments: ["-c", Self.server, lie.rawValue])
        let line = try await server.waitForLine(containing: "port ")
        var configuration = NodeConfiguration(
            id: "litecoin",
            coin: .litecoin,
            network: "regtest",
            url: "http://127.0.0.1:" + (line.split(separator: " ").last ?? ""),
            wallet: "shop",
            credentials: .password(user: "u", password: "p")
        )
        configuration.timeoutMilliseconds = 2_000
        configuration.maximumAnswerBytes = 1 << 20
        return (try NodeRail(configuration), server)
    }

    @Test(arguments: [
        (Lie.redirect, [RailError.Code.badAnswer, .unreachable]), (.packed, [.badAnswer]),
        (.endless, [.responseTooLarge]), (.deep, [.badAnswer]), (.half, [.timedOut]),
    ])
    func isAnErrorAndNothingElse(_ lie: Lie, _ codes: [RailError.Code]) async throws {
        let (rail, server) = try await rail(lie)
        do {
            let batch = try await rail.poll(after: nil)
            Issue.record("\(lie) was believed: \(batch)")
        } catch {
            #expect(codes.contains(error.code), "\(lie): \(error)")
        }
        #expect(await rail.health().isReady == false)
        #expect(!server.lines.contains("visited"), "the coordinator went where it was sent")
    }
}
