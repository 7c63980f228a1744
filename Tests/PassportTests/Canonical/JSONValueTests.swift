import Passport
import TestSupport
import Testing

@Suite("Canonical JSON")
struct JSONValueTests {
    private static func canonical(_ text: String) throws -> String {
        String(decoding: try JSONValue(parsing: Array(text.utf8)).canonical(), as: UTF8.self)
    }

    /// RFC 8785 section 3.2.2, without its fractions, which are refused here.
    @Test func writesTheExampleOfTheStandard() throws {
        let given = #"{"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#
        let expected = #"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try Self.canonical(given) == expected)
    }

    /// RFC 8785 section 3.2.3: by UTF-16 units, so that the emoji stands before the Hebrew letter.
    @Test func sortsNamesAsTheStandardDoes() throws {
        let given = #"""
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
            "\u00f6": "Latin Small Letter O With Diaeresis"}
            """#
        let value = try JSONValue(parsing: Array(try Self.canonical(given).utf8))
        #expect(
            value.members?.map(\.value.string) == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
                "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ]
        )
    }

    @Test func allEscapesAreTheShortOnes() throws {
        let controls = String(decoding: (UInt8(0)..<0x20), as: UTF8.self) + "\u{7F}/"
        let value: JSONValue = ["c": .string(controls)]
        let expected =
            #"{"c":"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012"#
            + #"\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"# + "\u{7F}/\"}"
        #expect(String(decoding: try value.canonical(), as: UTF8.self) == expected)
    }

    @Test(arguments: [
        #"{"a":1.5}"#, #"{"a":1e3}"#, #"{"a":-0}"#, #"{"a":01}"#, #"[]"#, #"{"a":1,}"#, #"{"a":"\ud800"}"#, "", "{",
        #"{"a":tru}"#, #"{"a" 1}"#, "{\"a\":\"\u{1}\"}",
    ]) func refusesWhatHasNoOneForm(_ text: String) {
        #expect(throws: PassportError(.malformed, "")) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test func numbersKeepTheirDigitsOrAreRefused() throws {
        #expect(try Self.canonical(#"{"a":9007199254740991,"b":-9007199254740991,"c":0}"#).contains("9007199254740991"))
        for number in ["9007199254740992", "-9007199254740992", "9223372036854775807"] {
            #expect(throws: PassportError(.badValue, "")) { try Self.canonical(#"{"a":\#(number)}"#) }
        }
        for number in [JSONValue.largestInteger + 1, -JSONValue.largestInteger - 1, .min, .max] {
            #expect(throws: PassportError(.badValue, "")) { try JSONValue.integer(number).canonical() }
        }
    }

    @Test func aNameStandsOnce() throws {
        #expect(throws: PassportError(.repeated, "")) { try Self.canonical(#"{"a":1,"\u0061":2}"#) }
        let twice = JSONValue.object([.init("a", 1), .init("a", 2)])
        #expect(throws: PassportError(.repeated, "")) { try twice.canonical() }
        #expect(twice != twice)
    }

    /// Swift takes the two spellings of é as one string; JSON does not.
    @Test func spellingsOfOneLetterAreTwoNames() throws {
        let value = try JSONValue(parsing: Array("{\"e\u{301}\":1,\"\u{E9}\":2}".utf8))
        #expect(value["\u{E9}"]?.integer == 2)
        #expect(value["e\u{301}"]?.integer == 1)
        #expect(try value.canonical() == Array("{\"e\u{301}\":1,\"\u{E9}\":2}".utf8))
        #expect(JSONValue.string("\u{E9}") != JSONValue.string("e\u{301}"))
    }

    @Test func readingWhatIsWrittenGivesTheSame() throws {
        func value(_ random: inout SplitMix64, _ depth: Int) -> JSONValue {
            switch Int.random(in: 0..<(depth > 4 ? 4 : 6), using: &random) {
            case 0: return .null
            case 1: return .boolean(Bool.random(using: &random))
            case 2:
                return .integer(Int64.random(in: -JSONValue.largestInteger...JSONValue.largestInteger, using: &random))
            case 3: return .string(text(&random))
            case 4: return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in value(&random, depth + 1) })
            default:
                return .object(
                    (0..<Int.random(in: 0..<4, using: &random)).map {
                        .init("\($0)" + text(&random), value(&random, depth + 1))
                    }
                )
            }
        }
        func text(_ random: inout SplitMix64) -> String {
            let scalars = (0..<Int.random(in: 0..<6, using: &random)).compactMap { _ in
                Unicode.Scalar(
                    UInt32.random(in: 0...0x10_FFFF, using: &random) >> UInt32.random(in: 0...14, using: &random)
                )
            }
            return String(String.UnicodeScalarView(scalars))
        }
        try forAll(seeds: 0..<200) { random in
            let document = JSONValue.object([.init("a", value(&random, 0))])
            let bytes = try document.canonical()
            try #require(try JSONValue(parsing: bytes).canonical() == bytes)
        }
    }

    @Test func membersAreSetAndRemoved() {
        var value: JSONValue = ["a": 1]
        value["b"] = "x"
        value["a"] = 2
        #expect(value == ["b": "x", "a": 2])
        value["a"] = nil
        value["c"] = nil
        #expect(value == ["b": "x"])
        #expect(JSONValue.null["a"] == nil)
    }
}
