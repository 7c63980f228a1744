import Testing

@testable import GPIO

/// Replies that are none. The request is `transaction transaction 0 0 0 6 1 6 0 9 0 5`, and the right reply its echo.
@Suite("LibmodbusLink")
struct LibmodbusLinkTests {
    private static func outcome(
        of operation: ModbusOperation,
        _ reply: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) async throws -> WriteOutcome {
        let slave = try RawSlave(reply)
        let device = try ModbusDevice(
            name: "press",
            unit: 1,
            timeouts: ModbusTimeouts(readMilliseconds: 500, writeMilliseconds: 500, byteMilliseconds: 100),
            identity: .unproven
        )
        let bus = try ModbusBus(
            ModbusBusConfiguration(
                name: "line",
                endpoint: .tcp(host: "127.0.0.1", port: slave.port),
                devices: [device]
            )
        )
        let outcome = try await bus.write(operation, to: "press")
        await bus.close()
        slave.close()
        return outcome
    }

    private static func changed(_ place: Int, to byte: UInt8) -> @Sendable ([UInt8]) -> [UInt8] {
        { request in
            var reply = request
            reply[place] = byte
            return reply
        }
    }

    @Test func takesTheRightReply() async throws {
        #expect(try await Self.outcome(of: .writeWord(at: 9, 5)) { $0 } == .done)
    }

    /// Transaction, protocol, length, unit, function, address, value.
    @Test(arguments: [(0, 7), (1, 99), (2, 1), (3, 1), (5, 7), (6, 2), (7, 16), (9, 8), (11, 6)] as [(Int, UInt8)])
    func comparesEveryPartOfAReply(place: Int, byte: UInt8) async throws {
        let outcome = try await Self.outcome(of: .writeWord(at: 9, 5), Self.changed(place, to: byte))
        #expect(outcome == .inDoubt(.wrongReply))
    }

    @Test(arguments: [0, 1, 6, 8, 11])
    func aReplyThatStopsHalfwayIsATimeout(count: Int) async throws {
        let outcome = try await Self.outcome(of: .writeWord(at: 9, 5)) { Array($0.prefix(count)) }
        #expect(outcome == .inDoubt(.timeout))
    }

    @Test func anExceptionOfAnotherFunctionIsNone() async throws {
        let outcome = try await Self.outcome(of: .writeWord(at: 9, 5)) { Array($0.prefix(4)) + [0, 3, 1, 0x90, 2] }
        #expect(outcome == .inDoubt(.wrongReply))
        let right = try await Self.outcome(of: .writeWord(at: 9, 5)) { Array($0.prefix(4)) + [0, 3, 1, 0x86, 2] }
        #expect(right == .refused(.illegalDataAddress))
    }
}
