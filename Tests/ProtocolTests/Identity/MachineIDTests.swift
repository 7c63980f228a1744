import Protocol
import Testing

@Suite("Identity") struct MachineIDTests {
    @Test func survivesItsText() throws {
        let machine = try Samples.machine()
        #expect(try MachineID(text: machine.description) == machine)
        #expect(machine.description.hasPrefix("lobby-1::"))
    }

    @Test(arguments: [
        "", "lobby", "lobby:abc", "Lobby::00112233445566778899aabbccddeeff", "::00112233445566778899aabbccddeeff",
        "a b::00112233445566778899aabbccddeeff", "a::00112233445566778899AABBCCDDEEFF", "a::00", "a::b::c",
    ])
    func refusesOtherTexts(text: String) { #expect(code { _ = try MachineID(text: text) } == .malformed) }

    @Test func identifiersSortByTime() {
        let early = Identifier.make(milliseconds: 1_000, random: Array(repeating: 255, count: 10))
        let late = Identifier.make(milliseconds: 1_001, random: Array(repeating: 0, count: 10))
        #expect(early < late)
        #expect(Identifier.isValid(early) && !Identifier.isValid(String(early.dropLast())))
    }

    @Test func traceContextsFollowTheStandard() {
        #expect(TraceParent.isValid(Samples.traceparent))
        #expect(!TraceParent.isValid("00-00000000000000000000000000000000-0909090909090909-01"))
        #expect(!TraceParent.isValid("01" + Samples.traceparent.dropFirst(2)))
        #expect(!TraceParent.isValid(""))
    }
}
