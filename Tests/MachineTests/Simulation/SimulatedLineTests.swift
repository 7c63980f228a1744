import GPIO
import Machine
import Platform
import Synchronization
import TestSupport
import Testing

/// The line over a real connection, as the agent meets it.
@Suite("Simulated line", .timeLimit(.minutes(1)))
struct SimulatedLineTests {
    private let modbus = StationFixture.modbus()

    private func withBus(
        _ line: SimulatedLine,
        _ body: (ModbusBus, (String) async throws -> Machine.RegisterValue?) async throws -> Void
    ) async throws {
        let configuration = try #require(try modbus.busConfigurations(endpoints: line.endpoints).first)
        let bus = try ModbusBus(configuration)
        let modbus = modbus
        try await body(bus) { name in
            guard let span = modbus.spans(of: [name])?.first else { return nil }
            return try span.values(in: try await bus.read(span.readOperation, from: span.device))[name]
        }
        await bus.close()
        line.close()
    }

    private func write(_ bus: ModbusBus, _ writes: [RegisterWrite]) async throws -> GPIO.WriteOutcome {
        let span = try #require(modbus.spans(of: writes.map(\.name))?.first)
        let values = Dictionary(uniqueKeysWithValues: writes.map { ($0.name, $0.value) })
        return try await bus.write(try span.writeOperation(values), to: span.device)
    }

    private func load(_ bus: ModbusBus, _ serial: String) async throws {
        let payload = try #require(SerialPayload(serial, maximumBytes: 20))
        let outcome = try await write(
            bus,
            [
                RegisterWrite("length", .number(payload.length)), RegisterWrite("payload", .text(serial)),
                RegisterWrite("crc", .number(payload.crc)),
            ]
        )
        #expect(outcome == .done)
        // The line stops when nobody counts up.
        _ = try await write(bus, [RegisterWrite("ours", .number(7))])
    }

    @Test func marksWhatItIsToldOnce() async throws {
        let marked = Mutex<[String]>([])
        let line = try SimulatedLine(modbus) { station, serial, firing in
            marked.withLock { $0.append("\(station) \(serial) \(firing)") }
        }
        try await withBus(line) { bus, read in
            try await eventually("the line runs") { try await read("state") == .number(6) }
            #expect(try await read("identity") == .number(4_242))
            #expect(try await read("wordOrder") == .number(0x0102_0304))
            try await load(bus, "SN-1")
            for _ in 0..<2 { #expect(try await write(bus, [RegisterWrite("command", .number(1))]) == .done) }
            try await eventually("the unit is read") { try await read("readBack") == .text("SN-1") }
            #expect(try await read("acknowledged") == .number(1))
            #expect(try await read("hash") == .number(SerialPayload.hash(of: "SN-1")))
            #expect(marked.withLock { $0 } == ["S1 SN-1 1"])
            #expect(line.withPLC("S1") { $0.marks } == ["SN-1": 1])
        }
    }

    @Test func refusesWhatThePLCKeepsForItself() async throws {
        try await withBus(try SimulatedLine(modbus)) { bus, _ in
            let outcome = try await write(bus, [RegisterWrite("taken", .number(9))])
            #expect(outcome == .refused(.illegalDataValue))
        }
    }

    @Test func losesTheReplyOfACommandAndKeepsTheCommand() async throws {
        let script = FaultScript(stations: ["S1": .init(.lostReply, commands: 1)])
        try await withBus(try SimulatedLine(modbus, script: script)) { bus, read in
            try await eventually("the line runs") { try await read("state") == .number(6) }
            try await load(bus, "SN-1")
            let outcome = try await write(bus, [RegisterWrite("command", .number(1))])
            #expect(outcome == .inDoubt(.timeout))
            try await eventually("the command was taken") { try await read("taken") == .number(1) }
        }
    }

    @Test func aPLCWithoutPowerIsSilentAndComesBack() async throws {
        let line = try SimulatedLine(modbus)
        try await withBus(line) { _, read in
            try await eventually("the line runs") { try await read("state") == .number(6) }
            _ = line.withPLC("S1") { $0.powerCycle(at: MonotonicClock.now()) }
            await #expect(throws: GPIOError.self) { try await read("state") }
            try await eventually("somebody let it run again", timeoutSeconds: 20) {
                let (boots, state) = (try? await read("boots"), try? await read("state"))
                return boots == .number(1) && state == .number(6)
            }
        }
    }
}
