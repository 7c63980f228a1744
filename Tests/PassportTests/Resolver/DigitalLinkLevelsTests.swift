import Passport
import Testing

@Suite("Levels of a digital link")
struct DigitalLinkLevelsTests {
    private static func levels(_ path: String) throws -> [String] {
        try DigitalLink("https://id.example.com" + path).levels
    }

    @Test func goFromThePieceUpToTheKey() throws {
        #expect(try Self.levels("/01/09520123456788") == ["/01/09520123456788"])
        #expect(
            try Self.levels("/01/09520123456788/21/S1?17=271231")
                == ["/01/09520123456788/21/S1", "/01/09520123456788"]
        )
        let product = "/01/09520123456788"
        #expect(
            try Self.levels(product + "/22/V/10/L/21/S") == [
                product + "/22/V/10/L/21/S", product + "/21/S", product + "/22/V/10/L", product + "/10/L",
                product + "/22/V", product,
            ]
        )
        #expect(try Self.levels("/414/9520123456788/254/D1") == ["/414/9520123456788/254/D1", "/414/9520123456788"])
    }

    @Test func tellPiecesApart() throws {
        for path in ["/01/09520123456788/21/S", "/01/09520123456788/235/TP", "/8006/095201234567880102/21/S"] {
            #expect(try DigitalLink("https://a" + path).namesPiece)
        }
        for path in ["/01/09520123456788", "/01/09520123456788/10/21", "/414/9520123456788/254/21"] {
            #expect(try !DigitalLink("https://a" + path).namesPiece)
        }
    }

    /// Key, and the longest prefix that may be a company's.
    @Test(arguments: [
        ("/01/09520123456788", "952012345678"), ("/414/9520123456788", "952012345678"),
        ("/00/195201234567890129", "952012345678"), ("/8003/09520123456788S", "952012345678"),
        ("/8004/9520AB", "9520"), ("/8006/095201234567880102", "952012345678"),
        ("/253/9520123456788D", "952012345678"),
    ]) func haveThePrefixesOfACompany(_ path: String, _ longest: String) throws {
        let prefixes = try DigitalLink("https://a" + path).companyPrefixes
        #expect(prefixes.first == longest)
        #expect(prefixes.last == "9520")
        #expect(prefixes == prefixes.sorted { $0.count > $1.count })
    }
}
