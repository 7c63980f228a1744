import Ledger
import Testing

@Suite("TransferID")
struct TransferIDTests {
    @Test func isWrittenAndReadAsHex() {
        let id = TransferID(high: 0x0123_4567_89AB_CDEF, low: 1)
        #expect(id.description == "0123456789abcdef0000000000000001")
        #expect(TransferID(hex: id.description) == id)
        #expect(TransferID(hex: "0123456789ABCDEF0000000000000001") == id)
    }

    @Test(
        "other text is no id",
        arguments: [
            "", "1", "0123456789abcdef000000000000000", "0123456789abcdef00000000000000011",
            "+123456789abcdef0000000000000001", "0123456789abcdef-000000000000001", "0123456789abcdeg0000000000000001",
        ]
    )
    func otherTextIsNoID(_ text: String) {
        #expect(TransferID(hex: text) == nil)
    }

    @Test func isMadeOfTheFirstSixteenBytes() {
        let bytes = (UInt8(1)...32).map { $0 }
        let id = TransferID(bytes: bytes)
        #expect(id?.description == "0102030405060708090a0b0c0d0e0f10")
        #expect(id?.bytes == Array(bytes.prefix(16)))
        #expect(TransferID(bytes: bytes.prefix(15)) == nil)
    }

    @Test func sortsLikeItsBytes() {
        let ids = [TransferID(high: 0, low: .max), TransferID(high: 1, low: 0), TransferID(high: 1, low: 1)]
        #expect(ids.sorted() == ids)
        #expect(ids.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) } == ids)
    }
}
