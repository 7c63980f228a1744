import GPIO
import Machine
import Testing

@Suite("Registers on the wire")
struct RegisterSpanTests {
    private let modbus = StationFixture.modbus()

    @Test func whatLiesSideBySideTravelsTogether() throws {
        let station = modbus.stations[0]
        let payload = try #require(modbus.spans(of: station.marker.payloadBlock))
        #expect(payload.map { $0.registers.map(\.name) } == [["length", "payload", "crc"]])
        #expect(payload.map(\.readOperation) == [.read(.holding, at: 10, count: 12)])
        // The order of the names counts, not that of the addresses, and neighbours on either side are found.
        let names = ["theirs", "boots", "reject", "taken", "acknowledged", "ours"]
        let spans = try #require(modbus.spans(of: names))
        #expect(
            spans.map { $0.registers.map(\.name) }
                == [["ours", "theirs"], ["taken", "acknowledged", "boots"], ["reject"]]
        )
        #expect(modbus.spans(of: ["taken", "nowhere"]) == nil)
    }

    @Test func theCountersAreReadBeforeTheCommand() throws {
        // A command that is not in its register after the counters did not show it was never taken.
        let spans = try #require(modbus.spans(of: StationReading.registers(of: modbus.stations[0])))
        #expect(spans[0].registers.map(\.name) == ["taken", "acknowledged", "boots", "result", "hash"])
        #expect(spans[1].registers.map(\.name) == ["command"])
    }

    @Test func oneRequestHoldsOnlySoMany() throws {
        var modbus = modbus
        modbus.devices[0].registers = (0..<130).map { StationFixture.register("r\($0)", $0) }
        let spans = try #require(modbus.spans(of: (0..<130).map { "r\($0)" }))
        #expect(spans.map(\.registers.count) == [125, 5])
    }

    @Test(arguments: FieldRegister.Order.allCases)
    func valuesComeBackInEveryOrder(order: FieldRegister.Order) throws {
        var modbus = modbus
        for index in modbus.devices[0].registers.indices { modbus.devices[0].registers[index].order = order }
        let span = try #require(modbus.spans(of: ["length", "payload", "crc", "hash"])?.first)
        let values: [String: Machine.RegisterValue] = [
            "length": .number(4), "payload": .text("SN-1"), "crc": .number(0xFFFE),
        ]
        guard case .writeWords(let address, let words) = try span.writeOperation(values) else {
            Issue.record("a block is written with function 16")
            return
        }
        #expect(address == 10)
        #expect(words.count == 12)
        #expect(try span.values(in: words) == values)
        let hash = try #require(modbus.register("hash"))
        #expect(try hash.value(of: try hash.words(of: .number(0x0102_0304))) == .number(0x0102_0304))
        #expect(try hash.words(of: .number(0x0102_0304))[0] == [0x0102, 0x0304, 0x0201, 0x0403][orderIndex(order)])
    }

    private func orderIndex(_ order: FieldRegister.Order) -> Int {
        switch order {
        case .highWordHighByte: 0
        case .lowWordHighByte: 1
        case .highWordLowByte: 2
        case .lowWordLowByte: 3
        }
    }

    @Test func aShortAnswerAndAMissingValueAreErrors() throws {
        let span = try #require(modbus.spans(of: ["taken", "acknowledged"])?.first)
        #expect(throws: GPIOError.self) { try span.values(in: [1]) }
        #expect(throws: GPIOError.self) { try span.writeOperation(["taken": .number(1)]) }
        #expect(throws: GPIOError.self) {
            try span.writeOperation(["taken": .number(0x1_0000), "acknowledged": .number(0)])
        }
    }

    @Test func busesAreWhereTheProfileSaysUnlessSimulated() throws {
        let configurations = try modbus.busConfigurations()
        #expect(configurations.map(\.endpoint) == [.tcp(host: "127.0.0.1", port: 502)])
        #expect(configurations[0].devices["plc"]?.unit == 1)
        let identity = configurations[0].devices["plc"]?.identity
        let register = try #require(modbus.register("identity"))
        #expect(identity == .register(try register.onWire(), equals: .unsigned(4_242)))
        let other = ModbusEndpoint.tcp(host: "127.0.0.1", port: 1_502)
        #expect(try modbus.busConfigurations(endpoints: ["line": other]).map(\.endpoint) == [other])
    }
}
