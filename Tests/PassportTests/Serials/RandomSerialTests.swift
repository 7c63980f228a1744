import Passport
import TestSupport
import Testing

@Suite("Random serials")
struct RandomSerialTests {
    @Test func haveThirteenCharactersOfNineBytes() throws {
        let form = try RandomSerial()
        #expect(form.bytesNeeded == 9)
        let serial = try form.serial(random: [0xFF, 0, 0, 0, 0, 0, 0, 0, 0x80])
        #expect(serial.text == "ZW00000000001")
        #expect(try Serial(serial.text) == serial)
    }

    @Test func everyRandomBitCounts() throws {
        let form = try RandomSerial(characters: 16)
        var seen: Set<Serial> = [try form.serial(random: [UInt8](repeating: 0, count: 10))]
        for bit in 0..<80 {
            var bytes = [UInt8](repeating: 0, count: 10)
            bytes[bit / 8] = 1 << UInt8(bit % 8)
            #expect(seen.insert(try form.serial(random: bytes)).inserted)
        }
    }

    @Test func theCheckCharacterFits() throws {
        let form = try RandomSerial(hasCheck: true)
        try forAll { random in
            let bytes = (0..<form.bytesNeeded).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = try form.serial(random: bytes).text
            try #require(text.utf8.count == 14)
            try #require(SerialCheckCharacter.fits(Array(text.utf8)))
        }
    }

    @Test func refuseToBeGuessableOrTooLong() throws {
        #expect(throws: PassportError(.tooWeak, "")) { try RandomSerial(characters: 12) }
        #expect(throws: PassportError(.tooLong, "")) { try RandomSerial(characters: 20, hasCheck: true) }
        #expect(throws: PassportError(.tooLong, "")) { try RandomSerial(characters: 21) }
        #expect(throws: PassportError(.tooWeak, "")) { try RandomSerial().serial(random: [1, 2, 3]) }
        #expect(throws: PassportError(.tooWeak, "")) {
            try RandomSerial().serial(random: Array(repeating: 7, count: 10))
        }
    }

    /// The number of docs/passport.md: a million issued among 2^65.
    @Test func sayHowEasilyTheyAreGuessed() throws {
        let risk = try RandomSerial().guessRisk(issued: 1_000_000)
        #expect(risk.perGuess > 2.7e-14 && risk.perGuess < 2.72e-14)
        #expect(risk.isBelowMedicineLimit)
        #expect(risk.afterGuesses(1_000_000) < 1e-7)
        let expected = try #require(risk.expectedGuesses)
        #expect(expected > 3.6e13 && expected < 3.7e13)
    }

    @Test func aSmallSpaceIsSaidToBeWeak() {
        let full = GuessRisk(space: 10, issued: 10)
        #expect(full.perGuess == 1)
        #expect(full.expectedGuesses == 1)
        #expect(!full.isBelowMedicineLimit)
        #expect(!GuessRisk(space: 10_000, issued: 1).isBelowMedicineLimit)
        #expect(GuessRisk(space: 10_001, issued: 1).isBelowMedicineLimit)
        #expect(GuessRisk(space: 9, issued: 1).expectedGuesses == 5)
        #expect(GuessRisk(space: 9, issued: 0).expectedGuesses == nil)
        #expect(GuessRisk(space: 9, issued: 3).afterGuesses(100) == 1)
    }
}
