import Foundation
import GPIO
import Machine
import Supervision
import TestSupport
import Testing

/// `mintmark simulate` plays a line that anybody can reach over Modbus TCP.
@Suite("mintmark simulate, a line", .timeLimit(.minutes(2)))
struct SimulateLineTests {
    private func program(_ arguments: [String]) throws -> ChildProcess {
        let line = "\(PackageRoot.path)/hardware/machines/stamping-line.yaml"
        return try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: ["simulate", "--profile", line, "--boards", "\(PackageRoot.path)/hardware/boards"] + arguments
        )
    }

    @Test func marksWhatItIsTold() async throws {
        let folder = try TemporaryDirectory()
        let port = try freePort()
        let process = try program(["--bus", "line=\(port)", "--log", folder.path("marks")])
        try await process.waitForLine(containing: "127.0.0.1:\(port) (line)")
        let press = try ModbusDevice(name: "plc", unit: 1, identity: .unproven)
        let bus = try ModbusBus(
            ModbusBusConfiguration(
                name: "line",
                endpoint: .tcp(host: "127.0.0.1", port: UInt16(port)),
                devices: [press]
            )
        )
        try await eventually("the line runs") {
            try await bus.read(.read(.holding, at: 146, count: 1), from: "plc") == [6]
        }
        let payload = try #require(SerialPayload("SN-1", maximumBytes: 40))
        let text = [0x534E, 0x2D31] + [UInt16](repeating: 0, count: 18)
        let block = [4] + text + [UInt16(payload.crc)]
        #expect(try await bus.write(.writeWords(at: 100, block), to: "plc") == .done)
        #expect(try await bus.write(.writeWord(at: 181, 1), to: "plc") == .done)
        #expect(try await bus.write(.writeWord(at: 130, 1), to: "plc") == .done)
        try await eventually("the unit is read") {
            try await bus.read(.read(.holding, at: 150, count: 20), from: "plc") == text
        }
        await bus.close()
        let entries = try MachineLogEntry.read(String(contentsOfFile: folder.path("marks"), encoding: .utf8))
        #expect(entries.map(\.what) == [.mark])
        #expect(entries.map(\.serial) == ["SN-1"])
        process.send(signal: SIGTERM)
        #expect(try await process.waitUntilExit() == 0)
    }

    @Test(arguments: [["--bus", "line"], ["--bus", "line=x"], ["--bus", "other=1"]])
    func saysWhatABusIs(arguments: [String]) async throws {
        let process = try program(arguments)
        #expect(try await process.waitUntilExit() != 0)
        #expect(process.lines.contains { $0.contains("line=15020") || $0.contains("there are: line") })
    }
}
