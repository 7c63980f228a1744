import TestSupport
import Testing

@testable import GPIO

@Suite("ModbusSlaveRequest")
struct ModbusSlaveRequestTests {
    @Test(
        arguments: [
            // Another function, and one that is none.
            ([7], 1), ([22, 0, 0, 0, 0, 0, 0], 1), ([43, 14, 4, 0], 1), ([0x83, 0, 0, 0, 1], 1),
            // Too short, too long, nothing at all.
            ([], 3), ([3], 3), ([3, 0, 0, 0], 3), ([3, 0, 0, 0, 1, 0], 3), ([17, 0], 3), ([6, 0, 0, 0, 1, 0], 3),
            // Too many, and none.
            ([3, 0, 0, 0, 126], 3), ([3, 0, 0, 0, 0], 3), ([1, 0, 0, 0x07, 0xD1], 3), ([4, 0, 0, 0xFF, 0xFF], 3),
            ([15, 0, 0, 0, 0, 0], 3), ([16, 0, 0, 0, 0, 0], 3), ([16, 0, 0, 0, 124, 248], 3),
            // A coil is on or off.
            ([5, 0, 0, 0, 1], 3), ([5, 0, 0, 0xFF, 0xFF], 3),
            // Byte counts that are not those of the data.
            ([16, 0, 0, 0, 1, 2, 0], 3), ([16, 0, 0, 0, 1, 2, 0, 0, 0], 3), ([16, 0, 0, 0, 1, 4, 0, 0], 3),
            ([16, 0, 0, 0, 2, 2, 0, 0], 3), ([16, 0, 0, 0, 1], 3), ([16, 0, 0, 0xFF, 0xFF, 0xFE, 0, 0], 3),
            ([15, 0, 0, 0, 10, 2, 0xFF], 3), ([15, 0, 0, 0, 10, 1, 0xFF], 3), ([15, 0, 0, 0, 8, 1, 0, 0], 3),
            ([15, 0, 0, 0xFF, 0xFF, 0xFF, 0], 3),
            // Over the last entry.
            ([3, 0xFF, 0xFF, 0, 2], 2), ([16, 0xFF, 0xFF, 0, 2, 4, 0, 0, 0, 0], 2),
            ([15, 0xFF, 0xFF, 0, 2, 1, 3], 2),
        ] as [([UInt8], UInt8)]
    )
    func refusesWhatIsNotWellFormed(pdu: [UInt8], code: UInt8) {
        #expect(throws: ModbusException(code: code)) { try ModbusSlaveRequest(unit: 1, pdu: pdu) }
    }

    /// What passes is, byte for byte, what the client makes of the same request; only the bits that fill up the last
    /// byte of coils are free.
    @Test func whatPassesIsWellFormed() throws {
        var passed = 0
        try forAll(seeds: 0..<3_000) { random in
            let function = try #require([1, 2, 3, 4, 5, 6, 15, 16, 17].randomElement(using: &random)) as UInt8
            let count = UInt16.random(in: 0...130, using: &random)
            var pdu = [function, 0, UInt8.random(in: 0...255, using: &random)] + count.bytes
            if function == 15 { pdu += [UInt8((count + 7) / 8)] + [UInt8](repeating: 1, count: Int(count + 7) / 8) }
            if function == 16 { pdu += [UInt8(clamping: 2 * count)] + [UInt8](repeating: 1, count: 2 * Int(count)) }
            if function == 17 { pdu = [17] }
            // Half of them are damaged.
            if Bool.random(using: &random) {
                pdu[Int.random(in: 0..<pdu.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                pdu = Array(pdu.prefix(Int.random(in: 0...pdu.count, using: &random)))
            }
            guard let request = try? ModbusSlaveRequest(unit: 1, pdu: pdu) else { return }
            passed += 1
            try request.operation.check()
            try #require(request.operation.pdu.count == pdu.count)
            if request.operation.function != 15 { try #require(request.operation.pdu == pdu) }
        }
        #expect(passed > 500)
    }
}
