import Protocol
import Testing
import TestSupport

@Suite("StrictJSON") struct StrictJSONTests {
    private func check(_ text: String) -> WireCode? {
        code { try StrictJSON.check(Array(text.utf8), maximumBytes: 100_000) }
    }

    @Test(arguments: [
        "{}", #"{"a":1}"#, #" { "a" : [ ] , "b" : { } } "#, #"{"a":-1,"b":0,"c":9223372036854775807}"#,
        #"{"a":"\u0041\n\"\\\/","b":true,"c":false,"d":null}"#, #"{"a":"\ud83d\ude00","b":"😀"}"#,
    ])
    func takesJSON(text: String) { #expect(check(text) == nil) }

    @Test(arguments: [
        "", "[]", "1", "{", "}", #"{"a":1,}"#, #"{"a":[1,]}"#, #"{"a":1}x"#, #"{"a":1} {}"#, #"{a:1}"#, #"{'a':1}"#,
        #"{"a":1.0}"#, #"{"a":1e3}"#, #"{"a":01}"#, #"{"a":-0}"#, #"{"a":+1}"#, #"{"a":-}"#, #"{"a":NaN}"#,
        #"{"a":12345678901234567890}"#, #"{"a":tru}"#, #"{"a":nul}"#, #"{"a":"x}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#,
        #"{"a":"\ud800"}"#, #"{"a":"\ud800\u0041"}"#, #"{"a":"\udc00"}"#, "{\"a\":\"\u{1}\"}", #"{"a" 1}"#, #"{"a":}"#,
        #"{"a":1 "b":2}"#, "{\"a\":1//c\n}", "\u{FEFF}{}",
    ])
    func refusesWhatIsNotStrictJSON(text: String) { #expect(check(text) == .malformed) }

    @Test func refusesBytesThatAreNotUTF8() {
        let bytes: [UInt8] = Array(#"{"a":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)
        #expect(code { try StrictJSON.check(bytes, maximumBytes: 100) } == .malformed)
    }

    @Test func refusesAMemberNamedTwice() { #expect(check(#"{"a":1,"a":1}"#) == .duplicateMember) }

    @Test func refusesAMemberNamedTwiceInTwoSpellings() {
        #expect(check(#"{"cnt":1,"\u0063nt":2}"#) == .duplicateMember)
    }

    @Test func takesOneNameInTwoObjects() { #expect(check(#"{"a":{"b":1},"c":{"b":1}}"#) == nil) }

    @Test func refusesDeepNestingAtTheStatedDepth() {
        func nested(_ levels: Int) -> String {
            String(repeating: #"{"a":"#, count: levels) + "1" + String(repeating: "}", count: levels)
        }
        #expect(check(nested(ProtocolLimits.jsonDepth)) == nil)
        #expect(check(nested(ProtocolLimits.jsonDepth + 1)) == .tooLarge)
    }

    @Test func refusesTooManyMembersAndTooManyBytes() {
        let members = (0...ProtocolLimits.jsonMembers).map { "\"m\($0)\":0" }.joined(separator: ",")
        #expect(check("{\(members)}") == .tooLarge)
        let elements = Array(repeating: "0", count: ProtocolLimits.jsonMembers + 1).joined(separator: ",")
        #expect(check("{\"a\":[\(elements)]}") == .tooLarge)
        #expect(code { try StrictJSON.check(Array(repeating: 0x20, count: 101), maximumBytes: 100) } == .tooLarge)
    }

    @Test func neverTrapsOnChangedBytes() throws {
        let good = try StrictJSON.encode(Samples.command())
        try forAll(seeds: 0..<200) { random in
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let position = Int.random(in: bytes.indices, using: &random)
                bytes[position] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            // Refused or taken: either is an answer, a trap is not.
            _ = code { _ = try StrictJSON.decode(Command.self, from: bytes) }
        }
    }

    @Test func encodesEqualValuesAsEqualBytes() throws {
        let text = String(decoding: try StrictJSON.encode(["b": "/", "a": "1"]), as: UTF8.self)
        #expect(text == #"{"a":"1","b":"/"}"#)
    }
}
