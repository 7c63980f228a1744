import NIOCore
import NIOEmbedded
import NIOHTTP1
import TestSupport
import Testing

@testable import Coordinator

/// The reader beside NIO's decoder, which is llhttp: whatever ours takes as a request, that one reads as the same
/// request. Ours may refuse more.
@Suite("Requests beside another implementation")
struct PlainRequestDifferenceTests {
    /// What both have to agree on.
    private struct Read: Equatable {
        var method: PlainRequest.Method
        var target: String
        var accept: String?
        var acceptLanguage: String?
        var forwardedFor: String?
        var bodyBytes: Int
    }

    private static func ours(_ text: String) -> [Read] {
        var (reader, buffer) = (PlainRequestReader(), ByteBuffer(string: text))
        var read: [Read] = []
        while case .request(let request) = reader.next(in: &buffer) {
            // A content that is cut off is no request yet.
            guard request.bodyBytes <= buffer.readableBytes else { return read }
            read.append(
                Read(
                    method: request.method,
                    target: request.target,
                    accept: request.accept,
                    acceptLanguage: request.acceptLanguage,
                    forwardedFor: request.forwardedFor,
                    bodyBytes: request.bodyBytes
                )
            )
            guard request.isKept else { return read }
        }
        return read
    }

    private static func theirs(_ text: String) throws -> [Read] {
        let channel = EmbeddedChannel(
            handler: ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes))
        )
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        // What it says of bytes after the last request does not matter: those are not compared.
        _ = try? channel.writeInbound(ByteBuffer(string: text))
        var read: [Read] = []
        var head: HTTPRequestHead?
        var bytes = 0
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let next): (head, bytes) = (next, 0)
            case .body(let body): bytes += body.readableBytes
            case .end:
                guard let head else { continue }
                read.append(Self.read(head, bytes))
            }
        }
        return read
    }

    private static func read(_ head: HTTPRequestHead, _ bytes: Int) -> Read {
        func joined(_ name: String) -> String? {
            let values = head.headers[name]
            return values.isEmpty ? nil : values.joined(separator: ", ")
        }
        let method: PlainRequest.Method =
            switch head.method {
            case .GET: .get
            case .HEAD: .head
            case .OPTIONS: .options
            default: .other
            }
        var target = head.uri
        for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
            let rest = target.dropFirst(scheme.count)
            let path = rest.firstIndex { $0 == "/" || $0 == "?" }.map { String(rest[$0...]) } ?? ""
            target = path.hasPrefix("/") ? path : "/" + path
        }
        return Read(
            method: method,
            target: target,
            accept: joined("accept"),
            acceptLanguage: joined("accept-language"),
            forwardedFor: joined("x-forwarded-for"),
            bodyBytes: bytes
        )
    }

    @Test func theOtherReadsWhateverOursTakes() throws {
        var taken = 0
        // llhttp knows a list of methods; ours takes any token and refuses it as a method.
        let known = Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"])
        try forAll(seeds: 0..<4_000) { generator in
            let text = RequestText.make(&generator)
            let ours = Self.ours(text)
            let theirs = try Self.theirs(text)
            taken += ours.count
            let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
            let strange = lines.contains { line in
                line.contains(" HTTP/1.") && !known.contains(String(line.prefix { $0 != " " }))
            }
            if strange, theirs.count < ours.count {
                try #require(Array(ours.prefix(theirs.count)) == theirs, "\(text.debugDescription)")
            } else {
                try #require(Array(theirs.prefix(ours.count)) == ours, "\(text.debugDescription)")
            }
        }
        // Not all of them are refused: then nothing would be compared.
        #expect(taken > 1_000)
    }
}
