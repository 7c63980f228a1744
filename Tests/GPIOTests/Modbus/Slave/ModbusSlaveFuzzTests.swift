import Glibc
import Platform
import TestSupport
import Testing

@testable import GPIO

/// What a plant's network may carry: the slave must answer sensibly or hang up, and serve the next client.
@Suite("Modbus slave under malformed frames")
struct ModbusSlaveFuzzTests {
    private static let valid: [[UInt8]] = [
        [0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 4],
        [0, 2, 0, 0, 0, 6, 1, 5, 0, 3, 0xFF, 0],
        [0, 3, 0, 0, 0, 11, 1, 16, 0, 0, 0, 2, 4, 0, 1, 0, 2],
        [0, 4, 0, 0, 0, 9, 1, 15, 0, 0, 0, 10, 2, 0xCD, 1],
        [0, 5, 0, 0, 0, 2, 1, 17],
        [0, 6, 0, 0, 0, 11, 1, 23, 0, 0, 0, 1, 0, 1, 0, 1, 2],
        [0, 7, 0, 0, 0, 8, 1, 22, 0, 0, 0, 0, 0, 0],
    ]

    private static func mutated(_ random: inout SplitMix64) -> [UInt8] {
        var frame = valid.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<max(frame.count, 1), using: &random)
            switch Int.random(in: 0...4, using: &random) {
            case 0 where !frame.isEmpty: frame[place] = UInt8.random(in: 0...255, using: &random)
            case 1: frame = Array(frame.prefix(place))
            case 2: frame += (0..<Int.random(in: 1...300, using: &random)).map { UInt8(truncatingIfNeeded: $0) }
            case 3 where frame.count > 5:
                // The header's length made right again, so that the damage reaches the PDU.
                let length = UInt16(clamping: frame.count - 6).bytes
                (frame[4], frame[5]) = (length[0], length[1])
            default: frame += valid.randomElement(using: &random) ?? []
            }
        }
        return frame
    }

    private static func read(_ port: UInt16) async throws -> [UInt16] {
        let device = try ModbusDevice(name: "press", unit: 1, identity: .unproven)
        let bus = try ModbusBus(
            ModbusBusConfiguration(name: "line", endpoint: .tcp(host: "127.0.0.1", port: port), devices: [device])
        )
        let words = try await bus.read(.read(.input, at: 0, count: 2), from: "press")
        await bus.close()
        return words
    }

    @Test func servesTheNextClientAfterAnything() async throws {
        let bank = try ModbusRegisterBank(count: 32)
        bank.write(.input, at: 0, [0xCAFE, 0xF00D])
        let server = try ModbusSlaveServer(banks: [1: bank])
        try forAll(seeds: 0..<400) { random in
            let socket = try TCPConnection.open(host: "127.0.0.1", port: server.port, timeoutMilliseconds: 5_000)
            defer { close(socket) }
            for _ in 0..<3 {
                let frame = Self.mutated(&random)
                _ = send(socket, frame, frame.count, Int32(MSG_NOSIGNAL))
            }
            // The end of what is sent; the slave then hangs up, so that nothing of this client is left.
            shutdown(socket, Int32(SHUT_WR))
            let deadline = MonotonicClock.now() + 10_000_000_000
            var isOver = false
            while !isOver {
                try #require(try Polling.wait([socket], until: deadline) == [true], "the slave hangs up")
                var bytes = [UInt8](repeating: 0, count: 4_096)
                isOver = recv(socket, &bytes, bytes.count, 0) <= 0
            }
        }
        #expect(try await Self.read(server.port) == [0xCAFE, 0xF00D])
        #expect(server.connections > 1)
        server.close()
    }

    @Test func aSerialSlaveHearsTheNextFrameAfterNoise() async throws {
        let bank = try ModbusRegisterBank(count: 32)
        bank.write(.input, at: 0, [7])
        let slave = try ModbusSerialSlave(banks: [1: bank])
        let noise = open(slave.path, O_WRONLY | O_NOCTTY)
        defer { close(noise) }
        let bus = try ModbusBus(
            ModbusBusConfiguration(
                name: "line",
                endpoint: .serial(try SerialPort(path: slave.path, baud: 115_200)),
                devices: [
                    try ModbusDevice(
                        name: "press",
                        unit: 1,
                        timeouts: ModbusTimeouts(readMilliseconds: 100, lateReplyMilliseconds: 40),
                        identity: .unproven,
                        readAttempts: 10
                    )
                ]
            )
        )
        var random = SplitMix64(seed: 20_261_128)
        // Noise swallows the request behind it, so each round waits for a timeout or two.
        for _ in 0..<8 {
            let bytes = (0..<Int.random(in: 1...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(write(noise, bytes, bytes.count) == bytes.count)
            #expect(try await bus.read(.read(.input, at: 0, count: 1), from: "press") == [7])
        }
        await bus.close()
        slave.close()
    }
}
