import Passport
import Testing

@Suite("Serial, lot and variant")
struct ProductTextTests {
    @Test(arguments: ["1", "4Q7ZK2M9XW3T", "a/b?c=d&e", "!\"%&'()*+,-./:;<=>?_", "01234567890123456789"])
    func takeWhatTheStandardAllows(_ text: String) throws {
        #expect(try Serial(text).text == text)
        #expect(try Lot(text).description == text)
        #expect(try ProductVariant(text).text == text)
    }

    @Test(arguments: [
        ("", PassportError.Code.empty, 0), ("012345678901234567890", .tooLong, 20), ("AB C", .badCharacter, 2),
        ("AB#C", .badCharacter, 2), ("Grün", .badCharacter, 2), ("A\0", .badCharacter, 1), ("@", .badCharacter, 0),
    ]) func sayWhatIsWrongAndWhere(_ text: String, _ code: PassportError.Code, _ position: Int) throws {
        let error = try #require(throws: PassportError.self) { try Serial(text) }
        #expect(error.code == code)
        #expect(error.position == position)
    }

    @Test func haveTheirApplicationIdentifiers() {
        #expect(Serial.identifier == 21)
        #expect(Lot.identifier == 10)
        #expect(ProductVariant.identifier == 22)
    }

    @Test func areToldApartByCase() throws {
        #expect(try Serial("abc") != Serial("ABC"))
    }
}
