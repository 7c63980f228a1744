import TestSupport
import Testing

@testable import GPIO

@Suite("Modbus connections")
struct ModbusConnectionTests {
    private static func bus(port: UInt16, reopenMilliseconds: Int = 1) throws -> ModbusBus {
        let device = try ModbusDevice(
            name: "press",
            unit: 1,
            timeouts: ModbusTimeouts(readMilliseconds: 3_000, writeMilliseconds: 3_000),
            identity: .unproven,
            readAttempts: 1,
            breaker: .init(failures: 100)
        )
        return try ModbusBus(
            ModbusBusConfiguration(
                name: "line",
                endpoint: .tcp(host: "127.0.0.1", port: port),
                devices: [device],
                reopenMilliseconds: reopenMilliseconds
            )
        )
    }

    @Test func aSlaveThatWasKilledComesBack() async throws {
        let bank = try ModbusRegisterBank()
        let first = try ModbusSlaveServer(banks: [1: bank])
        let bus = try Self.bus(port: first.port)
        #expect(try await bus.write(.writeWord(at: 0, 1), to: "press") == .done)
        first.close()
        await #expect(throws: GPIOError(.busUnavailable, "")) {
            try await bus.write(.writeWord(at: 0, 2), to: "press")
        }
        #expect(bank.read(.holding, at: 0) == [1])
        let second = try ModbusSlaveServer(port: first.port, banks: [1: bank])
        try await eventually("the bus finds it again") {
            (try? await bus.write(.writeWord(at: 0, 3), to: "press")) == .done
        }
        await bus.close()
        second.close()
    }

    /// Many devices close a connection that idles. A write then is not lost, and not in doubt.
    @Test func aConnectionThatWasClosedMeanwhileIsMadeAnew() async throws {
        let bank = try ModbusRegisterBank()
        let first = try ModbusSlaveServer(banks: [1: bank])
        let bus = try Self.bus(port: first.port)
        #expect(try await bus.write(.writeWord(at: 0, 1), to: "press") == .done)
        first.close()
        let second = try ModbusSlaveServer(port: first.port, banks: [1: bank])
        #expect(try await bus.write(.writeWord(at: 0, 2), to: "press") == .done)
        #expect(bank.read(.holding, at: 0) == [2])
        await bus.close()
        second.close()
    }

    @Test func aConnectionThatEndsBeforeTheReplyIsInDoubt() async throws {
        try await ModbusStand.with(ModbusStand(.tcp)) { stand async throws in
            stand.script.next(.closeConnection, .doAndCloseConnection)
            #expect(try await stand.bus.write(.writeWord(at: 0, 1), to: "press") == .inDoubt(.connectionLost))
            #expect(stand.press.read(.holding, at: 0) == [0])
            #expect(try await stand.bus.write(.writeWord(at: 0, 2), to: "press") == .inDoubt(.connectionLost))
            #expect(stand.press.read(.holding, at: 0) == [2])
            #expect(try await stand.bus.write(.writeWord(at: 0, 3), to: "press") == .done)
            #expect(stand.connections == 3)
        }
    }

    @Test func severalClientsAreServedAtOnce() async throws {
        let bank = try ModbusRegisterBank()
        let server = try ModbusSlaveServer(banks: [1: bank])
        let buses = try (0..<4).map { _ in try Self.bus(port: server.port) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (place, bus) in buses.enumerated() {
                group.addTask {
                    for value in 1...50 as ClosedRange<UInt16> {
                        #expect(try await bus.write(.writeWord(at: UInt16(place), value), to: "press") == .done)
                        let read = try await bus.read(.read(.holding, at: UInt16(place), count: 1), from: "press")
                        #expect(read == [value])
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(server.connections == 4)
        for bus in buses { await bus.close() }
        server.close()
    }

    @Test func takesNoMoreThanItCanHold() async throws {
        let stand = try ModbusStand(.tcp, mostWaiting: 4)
        try await ModbusStand.with(stand) { stand async throws in
            stand.script.next(.replyLate(milliseconds: 300))
            let answers = await withTaskGroup(of: String.self) { group in
                for place in 0..<12 as Range<UInt16> {
                    group.addTask {
                        do throws(GPIOError) {
                            _ = try await stand.bus.read(.read(.holding, at: place, count: 1), from: "press")
                            return "done"
                        } catch {
                            return error.code.description
                        }
                    }
                }
                return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(answers == ["done": 4, "overloaded": 8])
            #expect(try await stand.bus.read(.read(.holding, at: 0, count: 1), from: "press") == [0])
        }
    }

    @Test func aClosedBusSaysSo() async throws {
        let stand = try ModbusStand(.tcp)
        await stand.end()
        await #expect(throws: GPIOError(.closed, "")) {
            try await stand.bus.write(.writeWord(at: 0, 1), to: "press")
        }
        await stand.bus.close()
    }

    @Test func aSerialPortHasOneOwner() async throws {
        let slave = try ModbusSerialSlave(banks: [1: try ModbusRegisterBank()])
        let device = try ModbusDevice(name: "press", unit: 1, identity: .unproven)
        let configuration = try ModbusBusConfiguration(
            name: "line",
            endpoint: .serial(try SerialPort(path: slave.path)),
            devices: [device]
        )
        let first = try ModbusBus(configuration)
        #expect(try await first.write(.writeWord(at: 0, 1), to: "press") == .done)
        let second = try ModbusBus(configuration)
        await #expect(throws: GPIOError(.busUnavailable, "")) {
            try await second.write(.writeWord(at: 0, 1), to: "press")
        }
        await first.close()
        await second.close()
        slave.close()
    }

    @Test func aPortThatCannotSwitchDirectionIsRefused() async throws {
        let slave = try ModbusSerialSlave(banks: [1: try ModbusRegisterBank()])
        let bus = try ModbusBus(
            ModbusBusConfiguration(
                name: "line",
                endpoint: .serial(try SerialPort(path: slave.path, isRS485: true)),
                devices: [try ModbusDevice(name: "press", unit: 1, identity: .unproven)]
            )
        )
        await #expect(throws: GPIOError(.unsupported, "")) { try await bus.write(.writeWord(at: 0, 1), to: "press") }
        await bus.close()
        slave.close()
    }

    @Test func aNameIsNoAddress() async throws {
        let bus = try ModbusBus(
            ModbusBusConfiguration(
                name: "line",
                endpoint: .tcp(host: "localhost", port: 502),
                devices: [try ModbusDevice(name: "press", unit: 1, identity: .unproven)]
            )
        )
        await #expect(throws: GPIOError(.invalidConfiguration, "")) {
            try await bus.read(.read(.holding, at: 0, count: 1), from: "press")
        }
        await bus.close()
    }
}
