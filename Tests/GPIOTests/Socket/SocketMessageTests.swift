import TestSupport
import Testing

@testable import GPIO

@Suite("Socket messages")
struct SocketMessageTests {
    static let requests: [SocketRequest] = [
        .hello(version: 1, consumer: "vending agent\n%"),
        .output(.init(name: LineName(chip: "a b", line: "ü/1"), activeLow: true, safe: .active)),
        .output(.init(name: LineName(chip: "c", line: "l"), safe: .inactive)),
        .input(.init(name: LineName(chip: "c", line: ""), activeLow: false, bias: .pullUp, debounceMicroseconds: 20)),
        .open, .set(output: 3, .active), .readOutput(0), .readInput(63), .wait(milliseconds: 3_600_000), .close,
        .peek(LineName(chip: "a b", line: "ü/1"), activeLow: true),
    ]

    @Test(arguments: requests) func requestsComeBackAsTheyWere(request: SocketRequest) {
        #expect(SocketRequest(line: request.line) == request)
        #expect(!request.line.contains("\n"))
    }

    @Test(arguments: [
        SocketReply.ok, .opened(inputLevels: []), .opened(inputLevels: [.active, .inactive]), .level(.inactive),
        .edge(RawEdge(input: 1, level: .active, timestampNanoseconds: .max, lineSequence: .max)), .end,
        .error(.lineBusy, "“a” is in use\n; go on"),
    ])
    func repliesComeBackAsTheyWere(reply: SocketReply) {
        #expect(SocketReply(line: reply.line) == reply)
        #expect(!reply.line.contains("\n"))
    }

    @Test(arguments: [
        "", " ", "hello", "hello 1", "hello one x", "hello 1 x y", "hello 1 %4", "hello 1 %zz", "hello 1 %FF",
        "output c l 2 0", "output c l 0 2", "output c l 0", "input c l 0 sideways 0", "input c l 0 asIs -1",
        "input c l 0 asIs 4294967296", "set 1 2", "set x 1", "wait -1", "wait 3600001", "read-output", "open now",
        "OPEN", "close ", "peek c l", "peek c l 2", "level 1", "read-input 99999999999999999999",
    ])
    func whatIsNoRequestIsRefused(line: String) {
        #expect(SocketRequest(line: line) == nil)
    }

    @Test(arguments: [
        "", "ok 1", "opened", "opened 012", "level", "level 2", "edge 0 1 5", "edge 0 1 -5 1", "edge 0 2 5 1",
        "edge 0 1 5 4294967296", "end 1", "error lineBusy", "error noSuchCode x", "error lineBusy %",
    ])
    func whatIsNoReplyIsRefused(line: String) {
        #expect(SocketReply(line: line) == nil)
    }

    @Test func everyCodeTravels() {
        for name in GPIOError.Code.Name.allCases {
            let reply = SocketReply.error(GPIOError.Code(name: name), "x")
            #expect(SocketReply(line: reply.line) == reply)
        }
    }

    @Test func theLongestErrorFitsInALine() {
        let worst = String(repeating: "€", count: 5_000)
        #expect(SocketReply.error(.ioFailure, worst).line.utf8.count <= SocketProtocol.maximumLineBytes)
        let flags = String(repeating: "👩‍👩‍👧‍👦", count: 5_000)
        #expect(SocketReply.error(.ioFailure, flags).line.utf8.count <= SocketProtocol.maximumLineBytes)
    }

    @Test func anyTextTravelsAsOneField() throws {
        try forAll { generator in
            let scalars = (0..<40).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x1_FFFF, using: &generator))
            }
            let text = String(String.UnicodeScalarView(scalars))
            let field = SocketProtocol.encode(text)
            try #require(!field.contains(" ") && SocketProtocol.decode(field[...]) == text)
        }
    }
}
