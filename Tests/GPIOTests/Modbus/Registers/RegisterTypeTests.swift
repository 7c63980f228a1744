import GPIO
import TestSupport
import Testing

@Suite("RegisterType")
struct RegisterTypeTests {
    /// 0x0A0B0C0D, whose bytes are the letters.
    @Test(
        arguments: [
            (.abcd, [0x0A0B, 0x0C0D]), (.cdab, [0x0C0D, 0x0A0B]), (.badc, [0x0B0A, 0x0D0C]), (.dcba, [0x0D0C, 0x0B0A]),
        ] as [(ByteOrder, [UInt16])]
    )
    func ordersTheBytesOfANumber(order: ByteOrder, words: [UInt16]) throws {
        #expect(try RegisterType.uint32.encode(.unsigned(0x0A0B_0C0D), order: order) == words)
        #expect(try RegisterType.uint32.decode(words, order: order) == .unsigned(0x0A0B_0C0D))
    }

    /// 123456 is 0x47F12000 in single precision.
    @Test(
        arguments: [
            (.abcd, [0x47F1, 0x2000]), (.cdab, [0x2000, 0x47F1]), (.badc, [0xF147, 0x0020]), (.dcba, [0x0020, 0xF147]),
        ] as [(ByteOrder, [UInt16])]
    )
    func ordersTheBytesOfAFloat(order: ByteOrder, words: [UInt16]) throws {
        #expect(try RegisterType.float32.encode(.float(123_456), order: order) == words)
        #expect(try RegisterType.float32.decode(words, order: order) == .float(123_456))
    }

    @Test func ordersFourWordsAndOne() throws {
        let long = RegisterValue.unsigned(0x0102_0304_0506_0708)
        #expect(try RegisterType.uint64.encode(long, order: .abcd) == [0x0102, 0x0304, 0x0506, 0x0708])
        #expect(try RegisterType.uint64.encode(long, order: .cdab) == [0x0708, 0x0506, 0x0304, 0x0102])
        #expect(try RegisterType.uint64.encode(long, order: .badc) == [0x0201, 0x0403, 0x0605, 0x0807])
        #expect(try RegisterType.uint64.encode(long, order: .dcba) == [0x0807, 0x0605, 0x0403, 0x0201])
        #expect(try RegisterType.uint16.encode(.unsigned(0x0102), order: .cdab) == [0x0102])
        #expect(try RegisterType.uint16.encode(.unsigned(0x0102), order: .dcba) == [0x0201])
    }

    @Test func takesSignedNumbersAsTwosComplement() throws {
        #expect(try RegisterType.int16.encode(.signed(-2)) == [0xFFFE])
        #expect(try RegisterType.int16.decode([0x8000]) == .signed(-32_768))
        #expect(try RegisterType.int32.encode(.signed(-2)) == [0xFFFF, 0xFFFE])
        #expect(try RegisterType.int32.decode([0x7FFF, 0xFFFF]) == .signed(2_147_483_647))
        #expect(try RegisterType.int16.encode(.unsigned(7)) == [7])
        #expect(try RegisterType.uint16.encode(.signed(7)) == [7])
    }

    @Test(
        arguments: [
            (.uint16, .unsigned(65_536)), (.uint16, .signed(-1)), (.int16, .signed(32_768)), (.int16, .signed(-32_769)),
            (.uint32, .unsigned(1 << 32)), (.int32, .signed(1 << 31)), (.uint64, .signed(-1)), (.uint16, .float(1)),
            (.float32, .unsigned(1)), (.bit, .unsigned(1)), (.uint16, .bit(true)), (.uint16, .text("1")),
        ] as [(RegisterType, RegisterValue)]
    )
    func refusesWhatDoesNotFit(type: RegisterType, value: RegisterValue) {
        #expect(throws: GPIOError(.valueOutOfRange, "")) { try type.encode(value) }
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func refusesWhatIsNoNumber(float: Float) {
        #expect(throws: GPIOError(.notFinite, "")) { try RegisterType.float32.encode(.float(float)) }
        let bits = float.bitPattern
        let words = [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
        #expect(throws: GPIOError(.notFinite, "")) { try RegisterType.float32.decode(words) }
    }

    @Test func refusesWordsOfAnotherWidth() {
        for type in [RegisterType.bit, .uint16, .int16, .uint32, .int32, .uint64, .float32] {
            for words in [[], [UInt16](repeating: 0, count: type.width + 1)] {
                #expect(throws: GPIOError(.malformedValue, "")) { try type.decode(words) }
            }
        }
        #expect(throws: GPIOError(.malformedValue, "")) { try RegisterType.bit.decode([2]) }
    }

    @Test func everyValueComesBack() throws {
        try forAll(seeds: 0..<400) { random in
            let order = try #require(ByteOrder.allCases.randomElement(using: &random))
            let bits = random.next()
            let values: [(RegisterType, RegisterValue)] = [
                (.bit, .bit(bits & 1 == 1)),
                (.uint16, .unsigned(bits & 0xFFFF)),
                (.int16, .signed(Int64(Int16(truncatingIfNeeded: bits)))),
                (.uint32, .unsigned(bits & 0xFFFF_FFFF)),
                (.int32, .signed(Int64(Int32(truncatingIfNeeded: bits)))),
                (.uint64, .unsigned(bits)),
                (.float32, .float(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))),
            ]
            for (type, value) in values {
                if case .float(let float) = value, !float.isFinite { continue }
                let words = try type.encode(value, order: order)
                try #require(words.count == type.width)
                try #require(try type.decode(words, order: order) == value)
            }
        }
    }
}
