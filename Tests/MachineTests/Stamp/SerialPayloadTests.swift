import Machine
import Testing

@Suite("Serial payload")
struct SerialPayloadTests {
    /// The check values of both CRCs' catalogue entries.
    @Test func computesTheChecksumsTheContractNames() throws {
        let payload = try #require(SerialPayload("123456789", maximumBytes: 20))
        #expect(payload.crc == 0x4B37)
        #expect(payload.hash == 0xCBF4_3926)
        #expect(payload.length == 9)
    }

    @Test(arguments: ["", " ", "a b", "ü", "a\u{0}", "a\n"])
    func refusesWhatMayBePaddingOrCannotBeMarked(_ serial: String) {
        #expect(SerialPayload(serial, maximumBytes: 20) == nil)
    }

    @Test func refusesWhatDoesNotFit() {
        #expect(SerialPayload("12345", maximumBytes: 5) != nil)
        #expect(SerialPayload("123456", maximumBytes: 5) == nil)
        #expect(SerialPayload("1", maximumBytes: 0) == nil)
    }
}
