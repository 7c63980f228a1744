import Foundation
import GPIO
import Machine
import ProfileCompiler
import Testing

@Suite("Profile compiler: stations")
struct StationCompilerTests {
    @Test func compilesTheExampleToWhatItSays() throws {
        let profile = try Example.compiler().compile(yaml: StationExample.yaml)
        let modbus = try #require(profile.modbus)
        #expect(profile.lanes.isEmpty)
        let serial = SerialLink(device: "/dev/serial/by-id/usb-A", baud: 19_200, rs485: .kernel)
        #expect(
            modbus.buses == [
                FieldBus(id: "line", link: .tcp(host: "127.0.0.1", port: 1_502)),
                FieldBus(id: "field", link: .rtu(serial)),
            ]
        )
        let device = try #require(modbus.devices.first)
        #expect(device.unit == 1)
        #expect(device.requestTimeoutMilliseconds == 300)
        #expect(device.byteTimeoutMilliseconds == 50)
        #expect(device.identity == .init(register: "identity", value: 4_242))
        #expect(device.wordOrder == .init(register: "orderCheck", value: 0x0102_0304))
        #expect(device.outputWatchdog == .init(register: "watchdog", value: 1_000))
        #expect(device.registers.count == 17)
        #expect(
            device.register("payload")
                == FieldRegister(
                    name: "payload",
                    address: 102,
                    base: 1,
                    kind: .text,
                    lengthBytes: 20,
                    padding: .space
                )
        )
        #expect(
            device.register("hash")
                == FieldRegister(
                    name: "hash",
                    table: .input,
                    address: 145,
                    base: 1,
                    kind: .uint32,
                    order: .lowWordHighByte
                )
        )
        let station = try #require(modbus.station("S1"))
        #expect(station.registers.map(\.name).contains("seen"))
        #expect(station.marker.retentive)
        #expect(
            station.heartbeat
                == Heartbeat(ours: "ours", theirs: "theirs", periodMilliseconds: 300, timeoutMilliseconds: 1_000)
        )
        #expect(station.markTimeoutMilliseconds == 5_000)
        #expect(station.readTimeoutMilliseconds == 2_000)
        #expect(station.failuresBeforeHold == 3)
        #expect(station.afterFailure == .continue)
        #expect(try MachineProfile.decode(json: profile.canonicalJSON()) == profile)
    }

    @Test func aProfileMayHaveLanesAndStations() throws {
        let stations = StationExample.yaml.split(separator: "\n", omittingEmptySubsequences: false)[4..<64]
        let both = Example.yaml + "\n" + stations.joined(separator: "\n")
        let profile = try Example.compiler().compile(yaml: both)
        #expect(profile.lanes.map(\.id) == ["A1", "B1"])
        #expect(profile.stations.map(\.id) == ["S1"])
        let faults = try Example.compiler().check(
            yaml: both.replacingOccurrences(of: "- id: S1", with: "- id: B1"),
            file: "both"
        )
        #expect(faults.map(\.code) == [.duplicateModbusID])
    }

    @Test func theShippedLineCompilesForBothBoards() throws {
        let boards = try BoardFolder.read(Repository.root.appendingPathComponent("hardware/boards").path)
        let compiler = try ProfileCompiler(boards: boards)
        let yaml = try Repository.text("hardware/machines/stamping-line.yaml")
        for board in [nil, "simulated"] {
            #expect(ProfileReport.text(compiler.check(yaml: yaml, file: "stamping-line.yaml", board: board)) == "")
            let profile = try compiler.compile(yaml: yaml, board: board)
            #expect(profile.stations.map(\.id) == ["S1"])
            #expect(profile.lineConfiguration.names.isEmpty)
            #expect(try MachineProfile.decode(json: profile.canonicalJSON()) == profile)
        }
    }

    /// The profile makes its own PLC, and the PLC does what the profile says.
    @Test func theShippedLineStampsAUnit() throws {
        let boards = try BoardFolder.read(Repository.root.appendingPathComponent("hardware/boards").path)
        let profile = try ProfileCompiler(boards: boards).compile(
            yaml: try Repository.text("hardware/machines/stamping-line.yaml")
        )
        let modbus = try #require(profile.modbus)
        let station = try #require(modbus.stations.first)
        var plc = SimulatedPLC(station: station, of: modbus)
        var now = plc.bringToExecute(at: 0)
        var sequencer = StampSequencer(serial: "SN-1", at: station, of: modbus)
        var effects = sequencer.handle(.begin(heartbeatAlive: true), at: now)
        var result: StampResult?
        for beat in 1...1_000 where result == nil {
            _ = plc.write([RegisterWrite(station.heartbeat.ours, .number(UInt32(beat)))], at: now)
            let todo = effects.isEmpty ? [] : [effects.removeFirst()]
            for effect in todo {
                switch effect {
                case .read(let number, let names):
                    effects += sequencer.handle(plc.read(names, at: now).map { .read(number, $0) } ?? .tick, at: now)
                case .write(let number, let writes):
                    effects += sequencer.handle(plc.write(writes, at: now).map { .wrote(number, $0) } ?? .tick, at: now)
                case .needIntent: effects += sequencer.handle(.intentCommitted, at: now)
                case .started: break
                case .finished(let end): result = end
                }
            }
            now += 5_000_000
            effects += sequencer.handle(.tick, at: now)
        }
        #expect(result?.status == .commissioned, "\(String(describing: result))")
        #expect(plc.marks == ["SN-1": 1])
    }
}
