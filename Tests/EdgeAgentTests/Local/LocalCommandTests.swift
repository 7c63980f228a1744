import Protocol
import Testing

@testable import EdgeAgent

@Suite("LocalCommand")
struct LocalCommandTests {
    @Test func readsCommandLines() {
        func command(_ line: String) -> LocalCommand? { LocalCommand(line.split(separator: " ").map(String.init)[...]) }
        #expect(command("status --socket /s") == .status(socket: "/s"))
        #expect(command("gate --socket /s") == .gate(socket: "/s", offline: false))
        #expect(command("gate --offline --socket /s") == .gate(socket: "/s", offline: true))
        #expect(command("lease --socket /s --owner o --seconds 5") == .lease(socket: "/s", owner: "o", seconds: 5))
        #expect(command("end-lease --socket /s --owner o") == .endLease(socket: "/s", owner: "o"))
        for line in [
            "status", "status --socket", "status --socket /s --offline", "gate --socket /s --owner o", "other --socket /s",
            "lease --socket /s --owner o", "lease --socket /s --owner o --seconds x", "end-lease --socket /s",
            "status --nonsense 1 --socket /s", "",
        ] {
            #expect(command(line) == nil, "\(line)")
        }
    }

    @Test func readsAnswers() {
        func parse(_ text: String) -> LocalAnswer? { LocalClient.parse(Array(text.utf8)) }
        let answer = parse("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok")
        #expect(answer == LocalAnswer(status: 200, contentType: "text/plain", body: Array("ok".utf8)))
        #expect(parse("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok") == nil, "cut short")
        for text in ["", "HTTP/1.1 200 OK\r\n", "nonsense\r\n\r\n", "HTTP/1.1 x\r\n\r\n", "\r\n\r\n"] {
            #expect(parse(text) == nil, "\(text)")
        }
    }

    @Test func judgesWhatTheAgentSays() {
        let nonsense = LocalCommand.judge(.json(Array("{}".utf8)), offline: false)
        #expect(nonsense.status == 1)
        #expect(LocalCommand.judge(.words("broken", status: 500), offline: true).status == 1)
    }

    @Test func saysThatNobodyAnswers() {
        let ending = LocalCommand.status(socket: "/nowhere/socket").run()
        #expect(ending.status == 69 && ending.text.contains("/nowhere/socket"))
        let long = LocalCommand.status(socket: "/" + String(repeating: "x", count: 200)).run()
        #expect(long.status == 69)
    }
}
