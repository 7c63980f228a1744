import Foundation
import GPIO
import Machine
import Synchronization
import TestSupport

/// The line of `hardware/machines/stamping-line.yaml` as a Modbus TCP slave on loopback, with times of its own, and what
/// it marked.
final class StampedLine: Sendable {
    /// One firing of the marker.
    struct Mark: Sendable {
        let serial: String
        let nanoseconds: UInt64
    }

    /// Where its bus is.
    let port: Int
    private let times: SimulatedPLC.Times
    private let marked = Mutex<[Mark]>([])
    private let served = Mutex<(line: SimulatedLine, chip: SimulatedChipServer)?>(nil)

    init(_ times: SimulatedPLC.Times) throws {
        self.times = times
        port = try freePort()
    }

    /// The line's profile.
    var yaml: String {
        get throws {
            try String(contentsOfFile: "\(PackageRoot.path)/hardware/machines/stamping-line.yaml", encoding: .utf8)
        }
    }

    /// Serves the bus, and a chip without lines where the agent's configuration expects one.
    /// - Parameter folder: of the deployment, with the compiled profile.
    func serve(_ folder: TemporaryDirectory) throws {
        let text = try Data(contentsOf: URL(fileURLWithPath: folder.path("profile.json")))
        let profile = try MachineProfile.decode(json: Array(text))
        guard let modbus = profile.modbus else { throw BenchmarkError("the stamping line has no bus") }
        let line = try SimulatedLine(modbus, times: times, ports: ["line": UInt16(port)]) { [weak self] _, serial, _ in
            let mark = Mark(serial: serial, nanoseconds: Clock.nanoseconds)
            self?.marked.withLock { $0.append(mark) }
        }
        let chip = try SimulatedChipServer(chip: SimulatedChip(lines: []), socketPath: folder.path("chip"))
        served.withLock { $0 = (line, chip) }
    }

    /// What was marked since the last call, in its order.
    func takeMarks() -> [Mark] {
        marked.withLock { marked in
            defer { marked = [] }
            return marked
        }
    }

    func close() {
        let served = served.withLock { served in
            defer { served = nil }
            return served
        }
        served?.line.close()
        served?.chip.close()
    }
}
