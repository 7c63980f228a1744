import Passport
import Testing

@Suite("GTIN")
struct GTINTests {
    @Test(arguments: [
        ("09520123456788", "09520123456788"), ("9520123456788", "09520123456788"),
        ("416000336108", "00416000336108"), ("02345673", "00000002345673"),
    ]) func everyFormIsTheSameNumberOf14Digits(_ given: String, _ whole: String) throws {
        let gtin = try GTIN(given)
        #expect(gtin.description == whole)
        #expect(try GTIN(whole) == gtin)
    }

    @Test(arguments: [
        ("", PassportError.Code.empty, nil as Int?),
        ("0952012345678", .badCheck, 12),
        ("095201234567880", .wrongLength, nil),
        ("1234567", .wrongLength, nil),
        ("0952012345678A", .badCharacter, 13),
        (" 9520123456788", .badCharacter, 0),
        ("０９５２０１２３４５６７８８", .badCharacter, 0),
        ("09520123456789", .badCheck, 13),
    ]) func saysWhatIsWrongAndWhere(_ given: String, _ code: PassportError.Code, _ position: Int?) throws {
        let error = try #require(throws: PassportError.self) { try GTIN(given) }
        #expect(error.code == code, "\(error)")
        #expect(error.position == position)
    }

    @Test func namesTheRightCheckDigit() throws {
        let error = try #require(throws: PassportError.self) { try GTIN("09520123456780") }
        #expect(error.message.contains("must be 8"))
    }
}
