import Testing

@testable import Rails

@Suite("JSONValue")
struct JSONValueTests {
    private func read(_ text: String) throws -> JSONValue {
        try JSONValue(reading: Array(text.utf8))
    }

    @Test(arguments: ["0.30000000", "20999999.97690000", "1e-8", "-0", "0.1", "123456789012345678901234567890.5"])
    func numbersKeepTheirText(text: String) throws {
        #expect(try read("[ \(text) ]").elements?.first?.numberText == text)
    }

    @Test func readsEveryKind() throws {
        let value = try read(#" {"a":[1,true,false,null,{}],"b":"x\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00","":[]} "#)
        #expect(
            value["a"]?.elements == [.number("1"), .bool(true), .bool(false), .null, .object([:])]
        )
        #expect(value["b"]?.text == "x\"\\/\u{8}\u{c}\n\r\té😀")
        #expect(value[""]?.elements == [])
        #expect(value["c"] == nil)
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "[1 2]", "01", "1.", "tru", "nul", "\"", "\"\\x\"",
        "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\u{1}\"", "[1]x", "{\"a\":1,\"a\":2}",
        "<html>", "'a'", "NaN", "]", "[", ",", "\"\\", "-",
    ])
    func refusesWhatIsNotJSON(text: String) {
        #expect(throws: RailError(.badAnswer, "")) { try read(text) }
    }

    @Test func refusesBadUTF8() {
        #expect(throws: RailError(.badAnswer, "")) { try JSONValue(reading: [0x22, 0xC3, 0x22]) }
    }

    @Test func refusesDeepNestingWithoutRunningOutOfStack() {
        let deep = String(repeating: "[", count: 1_000_000)
        #expect(throws: RailError(.badAnswer, "")) { try read(deep) }
        let allowed = JSONValue.deepestNesting
        #expect(throws: Never.self) {
            try read(String(repeating: "[", count: allowed) + String(repeating: "]", count: allowed))
        }
    }

    @Test func everyTruncationIsAnErrorAndNoTrap() throws {
        let whole = Array(#"{"a":[1.50,"é\u00e9",{"b":null}],"c":true}"#.utf8)
        for length in 0..<whole.count {
            #expect(throws: RailError(.badAnswer, "")) { try JSONValue(reading: Array(whole[..<length])) }
        }
        #expect(throws: Never.self) { try JSONValue(reading: whole) }
    }

    @Test func writesWhatItReads() throws {
        let text = #"{"a":[1.50,"\"\\\u0001é",{"b":null}],"c":true}"#
        #expect(try read(text).written == text)
    }
}
