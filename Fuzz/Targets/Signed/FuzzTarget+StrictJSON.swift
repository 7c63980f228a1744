import FoundationEssentials
import Passport
import Protocol

extension FuzzTarget {
    /// The scanner before every decoder of signed JSON: what it lets pass, the decoders read, and only in one way.
    static let strictJSON = FuzzTarget(
        name: "json",
        maximumBytes: 4_096,
        seeds: {
            [
                FuzzSeed("empty", "{}"),
                FuzzSeed("kinds", #"{"a":null,"b":[true,false],"c":{"d":"e"},"f":-12,"g":0,"h":[],"i":{}}"#),
                FuzzSeed("escapes", #"{"a\"\\\/\b\f\n\r\t":"\u00e9\uD83D\uDE00","é😀":"\u0000"}"#),
                FuzzSeed("deep", String(repeating: #"{"a":"#, count: 16) + "1" + String(repeating: "}", count: 16)),
                FuzzSeed("long", #"{"a":9007199254740991,"b":-9223372036854775808}"#),
                FuzzSeed("space", " \t\r\n{ \"a\" : [ 1 , 2 ] } \n"),
                FuzzSeed("twice", #"{"a":1,"\u0061":2}"#, isTaken: false),
                FuzzSeed("exponent", #"{"a":1e2,"b":1.5,"c":01,}"#, isTaken: false),
            ]
        },
        check: check
    )

    private static let check: @Sendable ([UInt8]) throws -> Bool = { bytes in
        guard (try? StrictJSON.check(bytes, maximumBytes: 4_096)) != nil else {
            try FuzzFinding.unless(
                (try? JSONValue(parsing: bytes, maximumBytes: 4_096)) == nil,
                "the reader of passports takes what the scanner refuses"
            )
            return false
        }
        do {
            let value = try JSONValue(parsing: bytes, maximumBytes: 4_096)
            try FuzzFinding.unlessSame(
                try value.canonical(),
                writing: { $0 },
                reading: { try JSONValue(parsing: $0).canonical() }
            )
        } catch let error as PassportError {
            try FuzzFinding.unless(error.code == .badValue, "the scanner let it pass, and it can't be read: \(error)")
        }
        do {
            _ = try JSONDecoder().decode(AnyMembers.self, from: Data(bytes))
        } catch {
            throw FuzzFinding("the scanner let it pass, and the decoder does not take it: \(error)")
        }
        return true
    }

    /// Takes any object.
    private struct AnyMembers: Decodable {
        struct Name: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: Name.self).allKeys }
    }
}
