import NIOCore
import TestSupport
import Testing

@testable import Coordinator

/// What is a request, and what is none: one row per case.
@Suite("Requests as a resolver reads them")
struct PlainRequestReaderTests {
    /// What a reader makes of bytes, to the first thing that ends it.
    private static func read(_ text: String) -> [PlainRequestReader.Step] {
        var (reader, buffer) = (PlainRequestReader(), ByteBuffer(string: text))
        var steps: [PlainRequestReader.Step] = []
        while true {
            let step = reader.next(in: &buffer)
            steps.append(step)
            guard case .request = step else { return steps }
        }
    }

    private static func first(_ text: String) -> PlainRequest? {
        guard case .request(let request)? = read(text).first else { return nil }
        return request
    }

    private static func refusal(_ text: String) -> PlainRefusal? {
        guard case .refusal(let refusal)? = read(text).last else { return nil }
        return refusal
    }

    /// A request with these lines behind its first one and its host.
    private static func with(_ lines: String, _ method: String = "GET", _ rest: String = "") -> String {
        "\(method) / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n\(rest)"
    }

    @Test func takesWhatClientsSend() throws {
        let request = try #require(
            Self.first(
                "GET /01/09520123456788?linkType=all HTTP/1.1\r\nHost: id.example.com:8080\r\nACCEPT:\t text/html \r\n"
                    + "accept-language: de\r\nAccept-Language: en;q=0.5\r\nX-Forwarded-For: 192.0.2.1\r\n"
                    + "User-Agent: Zeichen \u{E9}\r\nEmpty:\r\n\r\n"
            )
        )
        #expect(request.method == .get && request.target == "/01/09520123456788?linkType=all")
        #expect(request.accept == "text/html" && request.acceptLanguage == "de, en;q=0.5")
        #expect(request.forwardedFor == "192.0.2.1" && request.isKept && request.bodyBytes == 0)
    }

    @Test(arguments: [
        ("GET", PlainRequest.Method.get), ("HEAD", .head), ("OPTIONS", .options), ("POST", .other), ("get", .other),
        ("BREW", .other), ("CONNECT", .other),
    ])
    func tellsMethodsApart(name: String, method: PlainRequest.Method) {
        #expect(Self.first("\(name) / HTTP/1.1\r\nHost: a\r\n\r\n")?.method == method)
    }

    @Test(arguments: [
        ("/", "/"), ("/a?b#c", "/a?b#c"), ("//x", "//x"), ("http://a.example/01/1?x=2", "/01/1?x=2"),
        ("HTTPS://a.example:443/01", "/01"), ("http://a.example", "/"), ("http://a.example?x", "/?x"),
        ("http://[::1]:80/y", "/y"),
    ])
    func takesWholeAddressesToo(target: String, path: String) {
        #expect(Self.first("GET \(target) HTTP/1.1\r\nHost: other.example\r\n\r\n")?.target == path)
    }

    @Test(arguments: [
        ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close\r\n", false),
        ("HTTP/1.1", "Connection: keep-alive ,\tClose\r\n", false), ("HTTP/1.1", "Connection: closed\r\n", true),
        ("HTTP/1.1", "Connection: x\r\nconnection: close\r\n", false), ("HTTP/1.0", "", false),
        ("HTTP/1.0", "Connection: keep-alive\r\n", false),
        ("HTTP/1.1", "Expect: 100-continue\r\nContent-Length: 3\r\n", false),
    ])
    func saysWhetherTheConnectionGoesOn(version: String, fields: String, isKept: Bool) {
        #expect(Self.first("GET / \(version)\r\nHost: a\r\n\(fields)\r\n")?.isKept == isKept)
    }

    @Test func throwsContentsAway() {
        let text =
            "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 19\r\n\r\nGET /x HTTP/1.1\r\n\r\n"
            + "GET /b HTTP/1.1\r\nHost: a\r\n\r\n"
        let steps = Self.read(text)
        #expect(steps.count == 3)
        let targets = steps.map { if case .request(let request) = $0 { request.target } else { "-" } }
        #expect(targets == ["/a", "/b", "-"])
    }

    /// Requests that two servers may read differently, and what is no HTTP at all.
    @Test(arguments: [
        // Lines.
        "GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost: a\n\r\n", "GET / HTTP/1.1\rHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\n", "\r\n\r\nGET / HTTP/1.1\r\n",
        "\n", "\r\r", " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        // The first line.
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "GET /\r\nHost: a\r\n\r\n",
        "GET / x HTTP/1.1\r\nHost: a\r\n\r\n", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1x\r\nHost: a\r\n\r\n",
        "GET / http/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/11\r\nHost: a\r\n\r\n", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET x HTTP/1.1\r\nHost: a\r\n\r\n", "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", "GET http://a@b/x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /\u{E9} HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\u{7F} HTTP/1.1\r\nHost: a\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}",
        "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        // Fields.
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\tfolded\r\n\r\n", "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
        with("nothing"), with(": x"),
        with("a b: x"), with("x: \u{0}"),
        with("x: \u{1B}"), with("x\u{E9}: y"),
        // The host.
        "GET / HTTP/1.1\r\n\r\n", with("Host: a"), "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        // The length.
        with("Content-Length: 1\r\nContent-Length: 1", "POST", "x"),
        with("Content-Length: 1, 1", "POST", "x"), with("Content-Length: +1", "POST", "x"),
        with("Content-Length: -1", "POST", "x"), with("Content-Length: 0x1", "POST", "x"),
        with("Content-Length:", "POST"), with("Content-Length: 1 1", "POST", "x"),
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ])
    func refusesWhatCouldBeReadTwoWays(text: String) {
        #expect(Self.refusal(text) == .malformed)
        #expect(!Self.read(text).contains { if case .request = $0 { true } else { false } })
    }

    @Test(arguments: [
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", PlainRefusal.lengthRequired),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", .lengthRequired),
        ("POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: \u{B}chunked\r\n\r\n", .malformed),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", .bodyTooLarge),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999999\r\n\r\n", .bodyTooLarge),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .versionUnsupported),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .versionUnsupported),
        ("GET /\(String(repeating: "a", count: 16_400))", .targetTooLong),
        ("GET / HTTP/1.1\r\nHost: a\r\nx: \(String(repeating: "a", count: 16_400))", .headTooLarge),
        (with(String(repeating: "x: y\r\n", count: 100)), .headTooLarge),
        (with(String(repeating: "x: \(String(repeating: "y", count: 200))\r\n", count: 90)), .headTooLarge),
    ])
    func saysWhyItRefuses(text: String, refusal: PlainRefusal) {
        #expect(Self.refusal(text) == refusal)
    }

    @Test func takesTheLargestHead() {
        let start = "GET / HTTP/1.1\r\nHost: a\r\nx: "
        let room = PlainRequestReader.maximumHeadBytes - start.utf8.count - 4
        #expect(Self.first(start + String(repeating: "a", count: room) + "\r\n\r\n") != nil)
        #expect(Self.refusal(start + String(repeating: "a", count: room + 1) + "\r\n\r\n") == .headTooLarge)
    }

    /// However the bytes come, the same requests are read, and nothing is read after a refusal.
    @Test func readsTheSameInAnyPieces() throws {
        try forAll(seeds: 0..<60) { generator in
            let text = RequestText.make(&generator)
            let whole = Self.read(text)
            var (reader, buffer, steps) = (PlainRequestReader(), ByteBuffer(), [PlainRequestReader.Step]())
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let size = min(rest.count, Int.random(in: 1...20, using: &generator))
                buffer.writeBytes(rest.prefix(size))
                rest = rest.dropFirst(size)
                while case let step = reader.next(in: &buffer), step != .needsMore {
                    steps.append(step)
                    if case .refusal = step { break }
                }
                if case .refusal? = steps.last { break }
            }
            try #require(steps == whole.filter { $0 != .needsMore }, "\(text.debugDescription)")
        }
    }
}
