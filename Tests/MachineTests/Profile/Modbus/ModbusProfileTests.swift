import Machine
import Testing

@Suite("Modbus part of a profile")
struct ModbusProfileTests {
    @Test func survivesTheWayThroughItsJSON() throws {
        var profile = StationFixture.profile()
        let serial = SerialLink(device: "/dev/serial/by-path/a", baud: 9_600, parity: .none, stopBits: 2, rs485: .none)
        profile.modbus?.buses.append(FieldBus(id: "field", link: .rtu(serial)))
        let bytes = profile.canonicalJSON()
        let again = try MachineProfile.decode(json: bytes)
        #expect(again == profile)
        #expect(again.canonicalJSON() == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(#"{"id":"line","tcp":{"host":"127.0.0.1","port":502}}"#))
        #expect(text.contains(#""order":"ABCD""#))
    }

    @Test func aBusHasExactlyOneLink() {
        let text = String(decoding: StationFixture.profile().canonicalJSON(), as: UTF8.self)
        let without = text.replacing(#","tcp":{"host":"127.0.0.1","port":502}"#, with: "")
        #expect(without != text)
        #expect(throws: MachineError(.unreadableProfile, "")) {
            try MachineProfile.decode(json: Array(without.utf8))
        }
    }

    @Test func aProfileOfLanesAloneHasNoTraceOfIt() {
        let text = String(decoding: Fixture.profile.canonicalJSON(), as: UTF8.self)
        #expect(!text.contains("modbus"))
        #expect(Fixture.profile.stations.isEmpty)
    }

    @Test func aProfileHasLanesOrStationsOrBoth() throws {
        var both = Fixture.profile
        both.modbus = StationFixture.modbus()
        #expect(try MachineProfile.decode(json: both.canonicalJSON()).stations.map(\.id) == ["S1"])
        var neither = StationFixture.profile()
        neither.modbus = nil
        #expect(throws: MachineError(.invalidProfile, "")) { try neither.checkConsistency() }
        both.modbus?.stations[0].id = "A1"
        #expect(throws: MachineError(.invalidProfile, "")) { try both.checkConsistency() }
        both.modbus?.stations[0].id = "door"
        #expect(throws: MachineError(.invalidProfile, "")) { try both.checkConsistency() }
    }

    @Test func knowsWhereARegisterIsOnTheWire() throws {
        let register = FieldRegister(name: "a", address: 40, base: 1, kind: .text, lengthBytes: 5, padding: .space)
        #expect(register.wireRange == 39..<42)
        #expect(StationFixture.modbus().device(ofRegister: "hash")?.id == "plc")
        #expect(StationFixture.modbus().register("hash")?.wireRange == 44..<46)
        #expect(StationFixture.modbus().register("nobody") == nil)
    }
}
