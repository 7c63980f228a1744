import TestSupport
import Testing

@testable import GPIO

@Suite("ModbusReply")
struct ModbusReplyTests {
    /// The examples of the standard's section 6.
    @Test func readsTheStandardsExamples() {
        let coils = ModbusReply(to: .read(.coil, at: 19, count: 19), pdu: [1, 3, 0xCD, 0x6B, 0x05])
        #expect(coils == .words([1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1]))
        let words = ModbusReply(
            to: .read(.holding, at: 107, count: 3),
            pdu: [3, 6, 0x02, 0x2B, 0x00, 0x00, 0x00, 0x64]
        )
        #expect(words == .words([0x022B, 0, 100]))
        #expect(ModbusOperation.writeWords(at: 1, [10, 0x0102]).pdu == [16, 0, 1, 0, 2, 4, 0, 10, 1, 2])
        #expect(ModbusOperation.writeCoil(at: 172, true).pdu == [5, 0, 0xAC, 0xFF, 0])
        let bits = [true, false, true, true, false, false, true, true, true, false]
        #expect(ModbusOperation.writeCoils(at: 19, bits).pdu == [15, 0, 0x13, 0, 10, 2, 0xCD, 0x01])
        #expect(ModbusReply(to: .writeWord(at: 1, 3), pdu: [6, 0, 1, 0, 3]) == .written)
        #expect(ModbusReply(to: .reportServerIdentifier, pdu: [17, 3, 1, 2, 0xFF]) == .identifier([1, 2, 0xFF]))
        let object = ModbusReply(
            to: .readDeviceIdentification(object: 1),
            pdu: [43, 14, 4, 0x81, 0, 0, 1, 1, 2, 0x41, 0x42]
        )
        #expect(object == .identifier([0x41, 0x42]))
    }

    @Test(
        arguments: [
            (.writeCoil(at: 1, true), [5, 0, 1, 0, 0]), (.writeCoil(at: 1, true), [5, 0, 2, 0xFF, 0]),
            (.writeWord(at: 1, 3), [6, 0, 1, 0, 4]), (.writeWords(at: 1, [3]), [16, 0, 1, 0, 2]),
            (.writeWords(at: 1, [3]), [16, 0, 2, 0, 1]), (.writeCoils(at: 1, [true]), [15, 0, 1, 0, 2]),
            (.writeWord(at: 1, 3), [6, 0, 1, 0, 3, 0]), (.writeWord(at: 1, 3), [0x86]),
            (.writeWord(at: 1, 3), [0x86, 0]),
            (.read(.holding, at: 0, count: 1), [3, 4, 0, 0, 0, 0]), (.read(.holding, at: 0, count: 2), [3, 2, 0, 0]),
            (.read(.holding, at: 0, count: 1), [3, 3, 0, 0]), (.read(.holding, at: 0, count: 1), [4, 2, 0, 0]),
            (.reportServerIdentifier, [17]), (.reportServerIdentifier, [17, 2, 0]),
            (.readDeviceIdentification(object: 1), [43, 14, 4, 0, 0, 0, 1, 2, 1, 0x41]),
            (.readDeviceIdentification(object: 1), [43, 14, 4, 0, 0, 0, 1, 1, 2, 0x41]),
        ] as [(ModbusOperation, [UInt8])]
    )
    func refusesWhatIsNoReplyToTheRequest(operation: ModbusOperation, pdu: [UInt8]) {
        guard case .malformed = ModbusReply(to: operation, pdu: pdu) else {
            Issue.record("\(pdu) passes as a reply to \(operation)")
            return
        }
    }

    @Test func anyBytesAreReadWithoutHarm() throws {
        let operations: [ModbusOperation] = [
            .read(.coil, at: 0, count: 9), .read(.holding, at: 0, count: 2), .writeCoil(at: 0, true),
            .writeWords(at: 0, [1]), .reportServerIdentifier, .readDeviceIdentification(object: 0),
        ]
        try forAll(seeds: 0..<500) { random in
            let operation = try #require(operations.randomElement(using: &random))
            let count = Int.random(in: 0...12, using: &random)
            var pdu = (0..<count).map { _ in UInt8.random(in: 0...20, using: &random) }
            if !pdu.isEmpty { pdu[0] = operation.function | (Bool.random(using: &random) ? 0x80 : 0) }
            _ = ModbusReply(to: operation, pdu: pdu)
        }
    }

    @Test func keepsTheLimitsOfTheStandard() throws {
        for (operation, isRight) in [
            (.read(.holding, at: 0, count: 125), true), (.read(.holding, at: 0, count: 126), false),
            (.read(.coil, at: 0, count: 2_000), true), (.read(.coil, at: 0, count: 2_001), false),
            (.read(.input, at: 0, count: 0), false), (.read(.input, at: 65_535, count: 2), false),
            (.writeWords(at: 0, [UInt16](repeating: 0, count: 123)), true),
            (.writeWords(at: 0, [UInt16](repeating: 0, count: 124)), false), (.writeWords(at: 0, []), false),
            (.writeCoils(at: 0, [Bool](repeating: true, count: 1_968)), true),
            (.writeCoils(at: 0, [Bool](repeating: true, count: 1_969)), false),
        ] as [(ModbusOperation, Bool)] {
            #expect(((try? operation.check()) != nil) == isRight, "\(operation)")
            if isRight { #expect(operation.pdu.count <= 253) }
        }
    }
}
