import GPIO
import Testing

@Suite("Modbus configuration")
struct ModbusConfigurationTests {
    private static func device(_ name: String, _ unit: UInt8) throws -> ModbusDevice {
        try ModbusDevice(name: name, unit: unit, identity: .unproven)
    }

    private static func bus(_ endpoint: ModbusEndpoint, _ devices: [ModbusDevice]) throws -> ModbusBusConfiguration {
        try ModbusBusConfiguration(name: "line", endpoint: endpoint, devices: devices)
    }

    @Test func refusesUnitsThatAreNone() throws {
        for unit in [0, 248, 254] as [UInt8] {
            #expect(throws: GPIOError(.invalidConfiguration, ""), "\(unit)") { try Self.device("press", unit) }
        }
        let device = try Self.device("press", 255)
        #expect(try Self.bus(ScheduleRig.tcp, [device]).devices == ["press": device])
        #expect(throws: GPIOError(.invalidConfiguration, "")) { try Self.bus(ScheduleRig.serial(), [device]) }
    }

    @Test func everyDeviceIsThereOnce() throws {
        let tcp = ScheduleRig.tcp
        #expect(throws: GPIOError(.invalidConfiguration, "")) { try Self.bus(tcp, []) }
        #expect(throws: GPIOError(.invalidConfiguration, "")) {
            try Self.bus(tcp, [Self.device("a", 1), Self.device("a", 2)])
        }
        #expect(throws: GPIOError(.invalidConfiguration, "")) {
            try Self.bus(tcp, [Self.device("a", 1), Self.device("b", 1)])
        }
    }

    @Test func refusesPortsWhoseNumbersChange() {
        for path in ["/dev/ttyUSB0", "/dev/ttyACM1", "ttyAMA0", "", "/dev/a\u{0}b"] {
            #expect(throws: GPIOError(.invalidConfiguration, ""), "\(path)") { try SerialPort(path: path) }
        }
        #expect(throws: GPIOError(.invalidConfiguration, "")) { try SerialPort(path: "/dev/ttyAMA0", baud: 9_601) }
    }

    @Test func aPortHasTheStandardsSettings() throws {
        let port = try SerialPort(path: "/dev/ttyAMA0")
        #expect(port.baud == 19_200 && port.parity == .even && port.stopBits == 1)
        #expect(try SerialPort(path: "/dev/ttyAMA0", parity: .none).stopBits == 2)
        #expect(port.characterNanoseconds == 572_916)
    }

    @Test func refusesTimesThatAreNone() {
        for timeouts in [
            ModbusTimeouts(readMilliseconds: 0), ModbusTimeouts(byteMilliseconds: 0),
            ModbusTimeouts(functionMilliseconds: [3: 60_001]), ModbusTimeouts(lateReplyMilliseconds: -1),
        ] {
            #expect(throws: GPIOError(.invalidConfiguration, "")) {
                try ModbusDevice(name: "press", unit: 1, timeouts: timeouts, identity: .unproven)
            }
        }
    }
}
