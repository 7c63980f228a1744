import Passport
import TestSupport
import Testing

@Suite("Digital link")
struct DigitalLinkTests {
    @Test(arguments: DigitalLinkVectors.accepted.indices) func takesWhatTheReferenceTakes(_ index: Int) throws {
        let (text, elements) = DigitalLinkVectors.accepted[index]
        #expect(try DigitalLink(text).elementString(separator: "^") == elements)
        #expect(try DigitalLink(Array(text.utf8)).elementString(separator: "^") == elements)
    }

    @Test(arguments: DigitalLinkVectors.refused) func refusesWhatTheReferenceRefuses(_ text: String) {
        #expect(throws: PassportError.self) { try DigitalLink(text) }
    }

    @Test(arguments: DigitalLinkVectors.short.indices) func takesShortGTINsOnRequestOnly(_ index: Int) throws {
        let (text, elements) = DigitalLinkVectors.short[index]
        #expect(throws: PassportError(.wrongLength, "")) { try DigitalLink(text) }
        #expect(try DigitalLink(text, tolerating: .shortGTIN).elementString(separator: "^") == elements)
    }

    @Test(arguments: DigitalLinkVectors.sequences) func everyKeyTakesItsQualifiers(_ path: String) throws {
        let link = try DigitalLink("https://id.gs1.org" + path)
        #expect(link.path == path)
        #expect(link.canonical == "https://id.gs1.org" + path)
        #expect(link.stem == "https://id.gs1.org")
    }

    @Test func noOtherOrderOfQualifiersIsTaken() throws {
        let identifiers = ["22", "10", "21", "235", "254", "7040"]
        let right: Set = ["22,10", "22,21", "10,21"]
        for first in identifiers {
            for second in identifiers where !right.contains("\(first),\(second)") {
                let text = "https://a/01/09520123456788/\(first)/1ABC/\(second)/1ABC"
                #expect(throws: PassportError(.badSequence, "")) { try DigitalLink(text) }
            }
        }
    }

    @Test(arguments: [
        ("ftp://a/01/09520123456788", PassportError.Code.badScheme, 0),
        ("https://a_b/01/09520123456788", .badHost, 9),
        ("https:///01/09520123456788", .badHost, 8),
        ("https://a/01/09520123456789", .badCheck, 26),
        ("https://a/01/0952012345678X", .badCharacter, 26),
        ("https://a/01/09520123456788/21/", .empty, 31),
        ("https://a/01/09520123456788/21/AB%", .badEncoding, 33),
        ("https://a/01/09520123456788/21/AB%2", .badEncoding, 33),
        ("https://a/01/09520123456788/21/AB%zz", .badEncoding, 33),
        ("https://a/01/09520123456788/21/A%00", .badEncoding, 32),
        ("https://a/01/09520123456788/21/A%20B", .badCharacter, 32),
        ("https://a/01/09520123456788/21/A B", .badCharacter, 32),
        ("https://a/01/09520123456788/21/Ä", .badCharacter, 31),
        ("https://a/01/09520123456788/21/123456789012345678901", .tooLong, 51),
        ("https://a/01/09520123456788/21/A/10/L", .badSequence, 9),
        ("https://a/8006/095201234567880401", .badValue, 29),
        ("https://a/8003/19520123456788", .badValue, 15),
        ("https://a/8004/95A", .badValue, 17),
        ("https://a/8013/1987654Ad4X4bL5ttr2310c2L", .badCheck, 38),
        ("https://a/01/09520123456788?17=251301", .badValue, 31),
        ("https://a/01/09520123456788?17=250229", .badValue, 31),
        ("https://a/01/09520123456788?7=1", .unknownIdentifier, 28),
    ]) func saysWhatIsWrongAndWhere(_ text: String, _ code: PassportError.Code, _ position: Int) throws {
        let error = try #require(throws: PassportError.self) { try DigitalLink(text) }
        #expect(error.code == code, "\(error)")
        #expect(error.position == position, "\(error)")
    }

    @Test(arguments: [
        ("?21=ABC", PassportError.Code.notAnAttribute), ("?22=V", .notAnAttribute), ("?8200=x", .notAnAttribute),
        ("?37=5", .badSequence), ("?255=9520123456788", .badSequence), ("?4307=DE", .badSequence),
        ("?3920=1", .badSequence), ("?3101=000001&3102=000001", .badSequence), ("?8030=QUJD", .badSequence),
    ]) func attributesGoWithTheRest(_ query: String, _ code: PassportError.Code) throws {
        let error = try #require(throws: PassportError.self) { try DigitalLink("https://a/01/09520123456788\(query)") }
        #expect(error.code == code, "\(error)")
    }

    @Test func theSignatureOfAnItemNeedsItsSerial() throws {
        let link = try DigitalLink("https://a/01/09520123456788/21/S?8030=QUJD&17=251200&17x=5")
        #expect(ApplicationIdentifier(8030).flatMap { link[$0] } == "QUJD")
        #expect(link.elements.count == 4)
    }

    @Test func theCanonicalFormIsOneForAllWaysToWrite() throws {
        let texts = [
            "HTTPS://EXAMPLE.COM/x/01/09520123456788/21/a%2fB%5f?99=q&17=251200#f",
            "https://id.gs1.org/01/09520123456788/21/a%2FB_?17=251200&utm=5&99=%71",
            "http://b:80/01/09520123456788/%32%31/S/01/09520123456788/21/%61%2FB_?17=251200&99=q",
        ]
        for text in texts {
            #expect(
                try DigitalLink(text).canonical == "https://id.gs1.org/01/09520123456788/21/a%2FB_?17=251200&99=q"
            )
        }
    }

    @Test func aResolverMayTolerateOneSlash() throws {
        let text = "https://a/01/09520123456788/21/S/"
        #expect(try DigitalLink(text, tolerating: .trailingSlash).serial?.text == "S")
        #expect(throws: PassportError.self) { try DigitalLink(text + "/", tolerating: .trailingSlash) }
        #expect(try DigitalLink(text + "?17=251231", tolerating: .trailingSlash).canonical.hasSuffix("/21/S?17=251231"))
    }

    @Test func tellsWhatItNamesAndWhatThatBelongsTo() throws {
        let link = try DigitalLink("https://id.example.com/s/01/09520123456788/22/V/10/L/21/S")
        #expect(try link.gtin == GTIN("09520123456788"))
        #expect(link.variant?.text == "V" && link.lot?.text == "L" && link.serial?.text == "S")
        #expect(link.stem == "https://id.example.com/s")
        #expect(link.bracketed == "(01)09520123456788(22)V(10)L(21)S")
        #expect(
            link.pathsUpward == [
                "/01/09520123456788/22/V/10/L/21/S", "/01/09520123456788/22/V/10/L", "/01/09520123456788/22/V",
                "/01/09520123456788",
            ]
        )
    }

    @Test func isMadeOfItsPartsAndReadBack() throws {
        let gtin = try GTIN("09520123456788")
        try forAll { random in
            let set = (UInt8.min...UInt8.max).filter { EncodableCharacters.set82.contains($0) }
            func text() -> String {
                let count = Int.random(in: 1...20, using: &random)
                return String(
                    decoding: (0..<count).map { _ in set[Int.random(in: 0..<82, using: &random)] },
                    as: UTF8.self
                )
            }
            let (lot, serial) = (try Lot(text()), try Serial(text()))
            let link = try DigitalLink(stem: "https://id.example.com/", gtin: gtin, lot: lot, serial: serial)
            let read = try DigitalLink(link.text)
            try #require(read == link)
            try #require(read.gtin == gtin && read.lot == lot && read.serial == serial && read.variant == nil)
        }
    }

    @Test(arguments: ["https://a?x=", "https://a#", "a", "https://a_b", "https://"])
    func aStemIsChecked(_ stem: String) throws {
        #expect(throws: PassportError.self) { try DigitalLink(stem: stem, gtin: GTIN("09520123456788")) }
    }

    @Test func capitalsFitQRCodes() throws {
        let link = try DigitalLink("https://id.example.com/01/09520123456788/21/4Q7ZK2M9XW3T")
        let upper = try link.uppercaseText()
        #expect(upper == "HTTPS://ID.EXAMPLE.COM/01/09520123456788/21/4Q7ZK2M9XW3T")
        #expect(try DigitalLink(upper).canonical == link.canonical)
        #expect(
            try DigitalLink("https://a/X/01/09520123456788/21/A_%2F").uppercaseText().hasSuffix(
                "/X/01/09520123456788/21/A%5F%2F"
            )
        )
        for text in [
            "https://a/x/01/09520123456788", "https://a/01/09520123456788/21/a", "https://[::1]/01/09520123456788",
            "https://a/01/09520123456788?99=A", "https://a/_/01/09520123456788",
        ] {
            #expect(throws: PassportError(.badCharacter, "")) { try DigitalLink(text).uppercaseText() }
        }
    }

    @Test func isBounded() {
        let long = "https://a/" + String(repeating: "x/", count: 1_100) + "01/09520123456788"
        #expect(throws: PassportError(.tooLong, "")) { try DigitalLink(long) }
        let many = (0...9).map { "310\($0 % 6)=000001" } + (0..<40).map { _ in "99=A" }
        #expect(throws: PassportError(.tooLong, "")) {
            try DigitalLink("https://a/01/09520123456788?" + many.joined(separator: "&"))
        }
    }

    /// No text, however broken, ends the program; and what is taken is read again from what it is written as.
    @Test func bytesAtRandomEndInALinkOrAnError() throws {
        let seeds = DigitalLinkVectors.accepted.map(\.link)
        try forAll(seeds: 0..<400) { random in
            var bytes = Array(seeds[Int.random(in: 0..<seeds.count, using: &random)].utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0x20...0x7F, using: &random)
                case 1: bytes.remove(at: place)
                default:
                    bytes.insert(contentsOf: "/%?&=#01".utf8.prefix(Int.random(in: 1...8, using: &random)), at: place)
                }
            }
            guard let link = try? DigitalLink(bytes) else { return }
            try #require(try DigitalLink(link.text).canonical == link.canonical)
        }
    }
}
