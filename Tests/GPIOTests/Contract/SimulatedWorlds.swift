import GPIO
import TestSupport

/// A simulated chip in this process.
struct InProcessWorld: LineBankWorld {
    let simulated: SimulatedWorld
    var provider: any LineBankProvider { simulated.chip.provider }

    init(_ releaseBehaviour: ReleaseBehaviour) {
        simulated = SimulatedWorld(releaseBehaviour)
    }
}

/// The same behind a socket.
final class SocketWorld: LineBankWorld {
    let simulated: SimulatedWorld
    let provider: any LineBankProvider
    private let folder: TemporaryDirectory
    private let server: SimulatedChipServer

    init(_ releaseBehaviour: ReleaseBehaviour) throws {
        simulated = SimulatedWorld(releaseBehaviour)
        folder = try TemporaryDirectory()
        server = try SimulatedChipServer(chip: simulated.chip, socketPath: folder.path("chip"))
        provider = SocketLineBankProvider(socketPath: server.socketPath)
    }

    deinit {
        server.close()
    }
}

/// A simulated chip and the record of what it drove.
struct SimulatedWorld {
    let chip: SimulatedChip
    let changes: OutputRecord

    init(_ releaseBehaviour: ReleaseBehaviour, time: SimulatedTime = .monotonic) {
        chip = SimulatedChip(
            label: "simulated",
            lines: LineBankKind.lines,
            releaseBehaviour: releaseBehaviour,
            time: time
        )
        let changes = OutputRecord()
        chip.observeOutputs { changes.append($0) }
        self.changes = changes
    }
}

protocol SimulatedLineBankWorld: LineBankWorld {
    var simulated: SimulatedWorld { get }
}

extension InProcessWorld: SimulatedLineBankWorld {}
extension SocketWorld: SimulatedLineBankWorld {}

extension SimulatedLineBankWorld {
    var chip: String { "simulated" }

    func voltageAfterRelease(last: Voltage) -> Voltage {
        simulated.chip.releaseBehaviour == .persists ? last : .low
    }

    func drive(_ line: String, _ voltage: Voltage) {
        simulated.chip.setInput(name(line), voltage)
    }

    func voltage(of line: String) -> Voltage {
        simulated.chip.voltage(of: name(line))
    }

    func history(of line: String) -> [Voltage]? {
        simulated.changes.all.filter { $0.line == name(line) && $0.isDriven }.map(\.voltage)
    }
}
