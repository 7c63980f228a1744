import Passport
import TestSupport
import Testing

@Suite("Check digits and check characters")
struct CheckTests {
    private static func fits(_ digits: [UInt8]) -> Bool { CheckDigit.fits(digits.span) }

    /// GS1 General Specifications, figure 7.9.1-1, and the examples of the Digital Link standard.
    @Test(arguments: ["6291041500213", "09520123456788", "012345678905", "02345673", "952012345678912345"])
    func acceptPublishedNumbers(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(Self.fits(bytes))
        #expect(CheckDigit.of(bytes.dropLast()) == bytes.last)
    }

    @Test func everyWrongDigitIsSeen() throws {
        try forAll { random in
            var digits = (0..<13).map { _ in UInt8.random(in: 0x30...0x39, using: &random) }
            digits.append(CheckDigit.of(digits))
            try #require(Self.fits(digits))
            for index in digits.indices {
                for digit in UInt8(0x30)...0x39 where digit != digits[index] {
                    var wrong = digits
                    wrong[index] = digit
                    try #require(!Self.fits(wrong))
                }
            }
        }
    }

    @Test(arguments: ["", "7", "12a", "１２"]) func nothingElseFits(_ text: String) {
        #expect(!Self.fits(Array(text.utf8)))
    }

    /// The example of the GS1 General Specifications, section 7.9.5: 1987654Ad4X4bL5ttr2310c with the pair 2K.
    @Test func thePairIsThatOfTheStandard() {
        #expect(CheckPair.of(Array("1987654Ad4X4bL5ttr2310c".utf8)).map { String(decoding: $0, as: UTF8.self) } == "2K")
    }

    @Test func thePairRefusesWhatItCannotWeigh() {
        #expect(CheckPair.of(Array(repeating: 0x41, count: 24)) == nil)
        #expect(CheckPair.of(Array("a b".utf8)) == nil)
    }
}
