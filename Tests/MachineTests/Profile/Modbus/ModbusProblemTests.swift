import Machine
import Testing

@Suite("Modbus problems")
struct ModbusProblemTests {
    private typealias Change = @Sendable (inout ModbusProfile) -> Void

    private func problems(_ change: Change) -> [ModbusProblem] {
        var modbus = StationFixture.modbus()
        change(&modbus)
        return modbus.problems(takenIDs: ["A1"])
    }

    /// Moves a register; the fixture has each name once.
    private static func move(_ name: String, _ change: @escaping @Sendable (inout FieldRegister) -> Void) -> Change {
        { modbus in
            for index in modbus.devices[0].registers.indices where modbus.devices[0].registers[index].name == name {
                change(&modbus.devices[0].registers[index])
            }
        }
    }

    private static let rtu = SerialLink(device: "/dev/serial/by-id/usb-A", baud: 19_200, rs485: .kernel)

    private static func serial(_ change: (inout SerialLink) -> Void) -> FieldBus.Link {
        var link = rtu
        change(&link)
        return .rtu(link)
    }

    @Test func theFixtureHasNone() {
        #expect(problems { _ in }.map(\.message) == [])
        #expect(problems { $0.buses[0].link = .rtu(Self.rtu) }.isEmpty)
    }

    private static let busesAndDevices: [(ModbusProblem.Kind, String, Change)] = [
        (.nothingThere, "no station", { $0.stations = [] }),
        (.duplicateID, "bus", { $0.buses.append(FieldBus(id: "line", link: .tcp(host: "b", port: 1))) }),
        (.twoOwners, "one owner", { $0.buses.append(FieldBus(id: "two", link: $0.buses[0].link)) }),
        (.outOfRange, "port", { $0.buses[0].link = .tcp(host: "a", port: 0) }),
        (.outOfRange, "port", { $0.buses[0].link = .tcp(host: "a", port: 65_536) }),
        (.outOfRange, "host", { $0.buses[0].link = .tcp(host: "a b", port: 502) }),
        (.outOfRange, "host", { $0.buses[0].link = .tcp(host: "", port: 502) }),
        (.unstableDevice, "ttyUSB0", { $0.buses[0].link = serial { $0.device = "/dev/ttyUSB0" } }),
        (.unstableDevice, "by-id", { $0.buses[0].link = serial { $0.device = "/dev/serial/by-id/" } }),
        (.unstableDevice, "..", { $0.buses[0].link = serial { $0.device = "/dev/serial/by-id/../../mem" } }),
        (.outOfRange, "baud", { $0.buses[0].link = serial { $0.baud = 19_201 } }),
        (.outOfRange, "stopBits", { $0.buses[0].link = serial { $0.stopBits = 3 } }),
        (.duplicateID, "device", { $0.devices.append($0.devices[0]) }),
        (.unknownReference, "not a bus", { $0.devices[0].bus = "lien" }),
        (.broadcastUnit, "broadcast", { $0.devices[0].unit = 0 }),
        (.outOfRange, "unit", { $0.devices[0].unit = 248 }),
        (
            .outOfRange, "unit",
            {
                $0.devices[0].unit = 255; $0.buses[0].link = .rtu(rtu)
            }
        ),
        (
            .twoOwners, "unit 1",
            { modbus in
                var other = modbus.devices[0]
                other.id = "other"
                modbus.devices.append(other)
            }
        ),
        (.outOfRange, "requestTimeout", { $0.devices[0].requestTimeoutMilliseconds = 0 }),
        (.outOfRange, "byteTimeout", { $0.devices[0].byteTimeoutMilliseconds = 0 }),
        (.outOfRange, "longer", { $0.devices[0].byteTimeoutMilliseconds = 201 }),
        (.unknownReference, "identity", { $0.devices[0].identity.register = "nobody" }),
        (.wrongRegister, "identity", { $0.devices[0].identity.register = "payload" }),
        (.outOfRange, "identity", { $0.devices[0].identity.value = 65_536 }),
        (.wordOrderNotShown, "constant", { $0.devices[0].wordOrder.value = 0x0101_0304 }),
        (.wordOrderNotShown, "constant", { $0.devices[0].wordOrder = .init(register: "theirs", value: 1) }),
        (.outOfRange, "for ever", { $0.devices[0].outputWatchdog.value = 0 }),
        (.wrongRegister, "cannot be written", move("watchdog") { $0.table = .input }),
    ]

    private static let registers: [(ModbusProblem.Kind, String, Change)] = [
        (.duplicateID, "already a register", move("state") { $0.name = "ours" }),
        (.registerOverlap, "payload", move("reject") { $0.address = 20 }),
        (.registerOverlap, "hash", move("readBack") { $0.address = 45 }),
        (.outOfRange, "base", move("state") { $0.base = 2 }),
        (.outOfRange, "address", move("state") { $0.address = -1 }),
        (.outOfRange, "address", move("state") { $0.address = 65_536 }),
        (
            .outOfRange, "address",
            move("state") {
                $0.base = 1; $0.address = 0
            }
        ),
        (.outOfRange, "address", move("wordOrder") { $0.address = 65_535 }),
        (.outOfRange, "length", move("readBack") { $0.lengthBytes = -5 }),
        (.outOfRange, "length", move("readBack") { $0.lengthBytes = .max }),
        (.outOfRange, "address", move("state") { $0.address = .min }),
        (.outOfRange, "address", move("state") { $0.address = .max }),
        (.outOfRange, "base", move("state") { $0.base = .max }),
        (.outOfRange, "base", move("state") { $0.base = .min }),
        (.outOfRange, "length", move("readBack") { $0.lengthBytes = 0 }),
        (
            .outOfRange, "length",
            move("readBack") {
                $0.lengthBytes = 247; $0.address = 100
            }
        ),
        (.wrongRegister, "padding", move("readBack") { $0.padding = nil }),
        (.wrongRegister, "text's", move("state") { $0.padding = .zero }),
    ]

    private static let stations: [(ModbusProblem.Kind, String, Change)] = [
        (.duplicateID, "station", { $0.stations[0].id = "A1" }),
        (.unknownReference, "rejectSequence", { $0.stations[0].rejectSequence = "gate" }),
        (.wrongRegister, "uint16", { $0.stations[0].packMLState = "wordOrder" }),
        (.wrongRegister, "cannot be written", move("command") { $0.table = .input }),
        (.registerUsedTwice, "ourHeartbeat", { $0.stations[0].heartbeat.theirs = "ours" }),
        (.registerUsedTwice, "identity", { $0.stations[0].packMLState = "identity" }),
        (.registerUsedTwice, "taken", { $0.stations[0].marker.acknowledgedSequence = "taken" }),
        (.blockNotContiguous, "payload", move("crc") { $0.address = 22 }),
        (.blockNotContiguous, "taken", move("hash") { $0.address = 70 }),
        (.blockNotContiguous, "one table", move("boots") { $0.table = .input }),
        (
            .blockTooLong, "123",
            { modbus in
                move("payload") { $0.lengthBytes = 244 }(&modbus)
                move("payload") { $0.address = 1_001 }(&modbus)
                move("length") { $0.address = 1_000 }(&modbus)
                move("crc") { $0.address = 1_123 }(&modbus)
                move("readBack") {
                    $0.lengthBytes = 246; $0.address = 2_000
                }(&modbus)
            }
        ),
        (.wrongRegister, "one kind", move("command") { $0.kind = .uint32 }),
        (.wrongRegister, "readBack", move("readBack") { $0.lengthBytes = 18 }),
        (.outOfRange, "markTimeout", { $0.stations[0].markTimeoutMilliseconds = 0 }),
        (.outOfRange, "readTimeout", { $0.stations[0].readTimeoutMilliseconds = 120_001 }),
        (.outOfRange, "period", { $0.stations[0].heartbeat.periodMilliseconds = 0 }),
        (.outOfRange, "timeout", { $0.stations[0].heartbeat.timeoutMilliseconds = 0 }),
        (.outOfRange, "failuresBeforeHold", { $0.stations[0].failuresBeforeHold = 0 }),
        (.heartbeatTooSlow, "three times", { $0.stations[0].heartbeat.periodMilliseconds = 334 }),
    ]

    @Test func everyMistakeIsNamed() {
        for (kind, words, change) in Self.busesAndDevices + Self.registers + Self.stations {
            let found = problems(change)
            let fits = found.contains { $0.kind == kind && "\($0.message) \($0.fix)".contains(words) }
            #expect(fits, "\(kind) “\(words)”: \(found.map { "\($0.kind): \($0.message)" })")
        }
    }

    @Test func everyKindHasARow() {
        let kinds = (Self.busesAndDevices + Self.registers + Self.stations).map(\.0)
        #expect(Set(kinds) == Set(ModbusProblem.Kind.allCases))
    }

    @Test func aMistakeInOnePlaceIsOneProblem() {
        let found = problems { $0.stations[0].heartbeat.periodMilliseconds = 334 }
        #expect(found.count == 1)
        #expect(found.first?.subject == .station(0))
        #expect(found.first?.key == "period")
    }

    @Test func stationsOfOnePLCShareStateAndHeartbeatAlone() {
        let twins = problems { modbus in
            var other = modbus.stations[0]
            other.id = "S2"
            modbus.stations.append(other)
        }
        let shared: Set<String?> = ["packMLState", "ourHeartbeat", "theirHeartbeat"]
        #expect(twins.count == StationRole.allCases.count - shared.count)
        #expect(twins.allSatisfy { $0.kind == .registerUsedTwice && !shared.contains($0.key) })
    }

    @Test func aDeviceOnTCPMayHaveUnit255() {
        #expect(problems { $0.devices[0].unit = 255 }.isEmpty)
    }
}
