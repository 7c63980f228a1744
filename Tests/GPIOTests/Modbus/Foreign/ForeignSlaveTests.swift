import TestSupport
import Testing

@testable import GPIO

/// A slave of another make, pymodbus from PyPI: both ends of one's own may agree on a mistake.
@Suite("Modbus with a foreign slave")
struct ForeignSlaveTests {
    private static let python = "\(PackageRoot.path)/.build/venv/bin/python3"
    private static let program = "\(PackageRoot.path)/Tests/GPIOTests/Modbus/Foreign/pymodbus_slave.py"

    /// A bus to a slave that was started; the slave ends with the last reference to its process.
    private static func start(
        identity: ModbusIdentity = .unproven
    ) async throws -> (slave: ChildProcess, bus: ModbusBus) {
        let slave = try ChildProcess(python, arguments: [program], environment: ["PYTHONDONTWRITEBYTECODE": "1"])
        let line = try await slave.waitForLine(containing: "port ")
        let port = try #require(UInt16(line.split(separator: " ").last ?? ""))
        let devices = try [("press", 1), ("marker", 7), ("dead", 9)].map { name, unit in
            try ModbusDevice(
                name: name,
                unit: unit,
                timeouts: ModbusTimeouts(readMilliseconds: 5_000, writeMilliseconds: 5_000, byteMilliseconds: 1_000),
                identity: identity,
                readAttempts: 1
            )
        }
        let bus = try ModbusBus(
            ModbusBusConfiguration(name: "line", endpoint: .tcp(host: "127.0.0.1", port: port), devices: devices)
        )
        return (slave, bus)
    }

    @Test func readsWhatItEncodes() async throws {
        let (slave, bus) = try await Self.start()
        let constants: [(Int, RegisterType, RegisterValue)] = [
            (0, .uint32, .unsigned(0x0A0B_0C0D)), (2, .int32, .signed(-70_000)), (4, .float32, .float(-1.5)),
            (6, .uint64, .unsigned(0x0102_0304_0506_0708)),
            (10, .text(try TextLayout(characters: 8, padding: .nul)), .text("SN-00042")), (14, .uint16, .unsigned(7)),
        ]
        for (number, type, value) in constants {
            let register = try ModbusRegister(.input, RegisterAddress(number, base: .zero), type)
            #expect(try await bus.read(register, from: "press") == value)
        }
        #expect(
            try await bus.read(.read(.discrete, at: 0, count: 10), from: "press") == [1, 0, 0, 1, 1, 0, 0, 1, 1, 0]
        )
        #expect(try await bus.read(.read(.holding, at: 0, count: 1), from: "marker") == [4_711])
        await bus.close()
        withExtendedLifetime(slave) {}
    }

    @Test func everyWriteArrives() async throws {
        let (slave, bus) = try await Self.start()
        #expect(try await bus.write(.writeCoil(at: 3, true), to: "press") == .done)
        #expect(try await bus.write(.writeCoils(at: 8, [true, false, true]), to: "press") == .done)
        #expect(try await bus.write(.writeWord(at: 5, 0xBEEF), to: "press") == .done)
        #expect(try await bus.write(.writeWords(at: 10, [1, 2, 3]), to: "press") == .done)
        #expect(try await bus.read(.read(.coil, at: 3, count: 8), from: "press") == [1, 0, 0, 0, 0, 1, 0, 1])
        #expect(try await bus.read(.read(.holding, at: 5, count: 1), from: "press") == [0xBEEF])
        #expect(try await bus.read(.read(.holding, at: 10, count: 3), from: "press") == [1, 2, 3])
        for order in ByteOrder.allCases {
            let register = try ModbusRegister(.holding, RegisterAddress(21, base: .one), .uint64, order: order)
            #expect(try await bus.write(.unsigned(0x0102_0304_0506_0708), to: register, of: "press") == .done)
            #expect(try await bus.read(register, from: "press") == .unsigned(0x0102_0304_0506_0708))
        }
        await bus.close()
        withExtendedLifetime(slave) {}
    }

    @Test func understandsItsExceptions() async throws {
        let (slave, bus) = try await Self.start()
        let outcome = try await bus.write(.writeWords(at: 63, [1, 2]), to: "press")
        #expect(outcome == .refused(.illegalDataAddress))
        let error = await #expect(throws: GPIOError(.exception, "")) {
            try await bus.read(.read(.holding, at: 64, count: 1), from: "press")
        }
        #expect(error?.cause as? ModbusException == .illegalDataAddress)
        // For a unit it does not have it says that it failed, which does not say how far it came.
        let missing = try await bus.write(.writeWord(at: 0, 1), to: "dead")
        #expect(missing == .inDoubt(.exception(.deviceFailure)))
        await bus.close()
        withExtendedLifetime(slave) {}
    }

    @Test(
        arguments: [
            (.deviceIdentification(object: 0, equals: "Foreign"), true),
            (.deviceIdentification(object: 1, equals: "FS-1"), true),
            (.deviceIdentification(object: 1, equals: "FS-2"), false),
            (.serverIdentifier(prefix: Array("Foreign-FS-1".utf8)), true),
            (.serverIdentifier(prefix: [0x99]), false),
        ] as [(ModbusIdentity, Bool)]
    )
    func asksItWhoItIs(_ row: (identity: ModbusIdentity, isRight: Bool)) async throws {
        let (slave, bus) = try await Self.start(identity: row.identity)
        if row.isRight {
            #expect(try await bus.write(.writeWord(at: 0, 1), to: "press") == .done)
        } else {
            await #expect(throws: GPIOError(.wrongDevice, "")) {
                try await bus.write(.writeWord(at: 0, 1), to: "press")
            }
            #expect(try await bus.read(.read(.holding, at: 0, count: 1), from: "press") == [0])
        }
        await bus.close()
        withExtendedLifetime(slave) {}
    }

    @Test func saysThatNothingWasSentWhenItWasKilled() async throws {
        let (slave, bus) = try await Self.start()
        #expect(try await bus.write(.writeWord(at: 0, 1), to: "press") == .done)
        slave.send(signal: 9)
        try await slave.waitUntilExit()
        await #expect(throws: GPIOError(.busUnavailable, "")) { try await bus.write(.writeWord(at: 0, 2), to: "press") }
        await bus.close()
    }
}
