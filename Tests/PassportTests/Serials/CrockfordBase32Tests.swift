import Passport
import TestSupport
import Testing

@Suite("Crockford's base 32")
struct CrockfordBase32Tests {
    @Test func writesBitsFromTheHighestOn() {
        let text = CrockfordBase32.encode([0b0000_0000, 0b0100_0100, 0b0011_1111, 0b1111_0000], count: 6)
        #expect(String(decoding: text, as: UTF8.self) == "0123ZW")
    }

    @Test func leavesOutWhatPeopleMisread() {
        for character in "ILOU".utf8 { #expect(!CrockfordBase32.alphabet.contains(character)) }
        #expect(Set(CrockfordBase32.alphabet).count == 32)
        #expect(CrockfordBase32.alphabet.allSatisfy(EncodableCharacters.set39.contains))
    }

    @Test func readsWhatPeopleWrite() {
        for (value, character) in CrockfordBase32.alphabet.enumerated() {
            #expect(CrockfordBase32.value(character) == UInt8(value))
        }
        #expect("oOiIlLaz".utf8.map { CrockfordBase32.value($0) } == [0, 0, 1, 1, 1, 1, 10, 31])
        for character in "uU-*$ \u{0}".utf8 { #expect(CrockfordBase32.value(character) == nil) }
    }

    @Test func theCheckSeesOneWrongCharacterAndTwoThatChangedPlaces() throws {
        try forAll(seeds: 0..<20) { random in
            let length = Int.random(in: 1...19, using: &random)
            var serial = (0..<length).map { _ in CrockfordBase32.alphabet[Int.random(in: 0..<32, using: &random)] }
            serial.append(try #require(SerialCheckCharacter.of(serial)))
            try #require(SerialCheckCharacter.fits(serial))
            for place in serial.indices {
                for character in CrockfordBase32.alphabet where character != serial[place] {
                    var wrong = serial
                    wrong[place] = character
                    try #require(!SerialCheckCharacter.fits(wrong))
                }
                for other in serial.indices where serial[other] != serial[place] {
                    var wrong = serial
                    wrong.swapAt(place, other)
                    try #require(!SerialCheckCharacter.fits(wrong))
                }
            }
        }
    }

    @Test func theCheckRefusesWhatIsNoSerial() {
        #expect(!SerialCheckCharacter.fits(Array("".utf8)))
        #expect(!SerialCheckCharacter.fits(Array("0".utf8)))
        #expect(!SerialCheckCharacter.fits(Array("A-B".utf8)))
        #expect(SerialCheckCharacter.of(Array("AUB".utf8)) == nil)
    }
}
