import TestSupport
import Testing

@testable import GPIO

@Suite("ModbusFrameCutter")
struct ModbusFrameCutterTests {
    private static func serial(_ body: [UInt8]) -> [UInt8] {
        let checksum = CRC16.checksum(body)
        return body + [UInt8(truncatingIfNeeded: checksum), UInt8(truncatingIfNeeded: checksum >> 8)]
    }

    private static let tcpFrame: [UInt8] = [0, 9, 0, 0, 0, 6, 1, 3, 0, 0, 0, 1]
    private static let serialFrame = serial([1, 3, 0, 0, 0, 1])

    @Test(arguments: [true, false])
    func findsFramesHoweverTheBytesCome(isSerial: Bool) throws {
        let frame = isSerial ? Self.serialFrame : Self.tcpFrame
        let stream = frame + frame + frame
        try forAll { random in
            var cutter = ModbusFrameCutter(isSerial: isSerial)
            var rest = stream[...]
            var frames = 0
            while !rest.isEmpty {
                let count = Int.random(in: 1...rest.count, using: &random)
                cutter.add(rest.prefix(count))
                rest = rest.dropFirst(count)
                while case .frame(let found) = cutter.cut() {
                    try #require(found == .init(bytes: frame, unit: 1, pdu: [3, 0, 0, 0, 1]))
                    frames += 1
                }
            }
            try #require(frames == 3 && cutter.isEmpty)
        }
    }

    @Test(
        arguments: [
            // Another protocol, no function, more than a PDU holds.
            [0, 1, 0, 1, 0, 6], [0, 1, 1, 0, 0, 6], [0, 1, 0, 0, 0, 1], [0, 1, 0, 0, 0, 0], [0, 1, 0, 0, 0, 255],
            [0, 1, 0, 0, 0xFF, 0xFF], Array("GET / HTTP/1.1".utf8),
        ] as [[UInt8]]
    )
    func hangsUpOnWhatIsNoModbus(bytes: [UInt8]) {
        var cutter = ModbusFrameCutter(isSerial: false)
        cutter.add(bytes)
        #expect(cutter.cut() == .senseless)
    }

    @Test func aSerialFrameEndsAtItsLengthOrAtSilence() {
        var cutter = ModbusFrameCutter(isSerial: true)
        cutter.add(Self.serial([1, 43, 14, 4, 0]))
        #expect(cutter.cut() == .incomplete)
        let frame = ModbusFrameCutter.Frame(bytes: Self.serial([1, 43, 14, 4, 0]), unit: 1, pdu: [43, 14, 4, 0])
        #expect(cutter.endAtSilence() == .frame(frame))
        #expect(cutter.isEmpty)
        cutter.add(Self.serialFrame.dropLast())
        #expect(cutter.cut() == .incomplete)
        #expect(cutter.endAtSilence() == .senseless)
        var damaged = Self.serialFrame
        damaged[3] ^= 4
        cutter.add(damaged)
        #expect(cutter.cut() == .senseless)
        // A byte count that makes a frame too long.
        cutter.drop()
        cutter.add([1, 16, 0, 0, 0, 1, 255])
        #expect(cutter.cut() == .senseless)
    }
}
