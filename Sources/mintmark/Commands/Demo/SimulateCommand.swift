import ArgumentParser
import GPIO
import Glibc
import Logging
import Machine
import Platform
import ServiceLifecycle
import Supervision
import UnixSignals

/// `mintmark simulate`: the machine without the machine.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Play the machine of a profile, for an agent whose configuration has lines of kind “socket”.",
        discussion: """
            The simulated chip outlives the agent: kill the agent and its motor goes off as on a real board; freeze \
            it and the motor stays as it is. Stations are served as Modbus TCP devices on 127.0.0.1, with somebody \
            at their panel; the agent finds them with “simulatedBuses” in its configuration. While it \
            runs, standard input and the control socket take:

            \(SimulatorInstruction.helpText)
            """
    )

    @Option(help: "The machine's profile: YAML, compiled JSON, or the signed envelope.")
    var profile: String

    @Option(help: "Where the agent finds the chip's lines, a Unix socket. A machine that only stamps needs none.")
    var socket: String?

    @Option(help: "The port on 127.0.0.1 of a Modbus bus, such as line=15020; repeat it. (default: a free one)")
    var bus: [String] = []

    @Option(help: "What is broken, such as A1=jam,A2=slowDrop:400,door=opens:300,S1=misread*1.")
    var faults = ""

    @Option(help: "A file to which every motor start and stop, every drop and every mark is appended.")
    var log: String?

    @Option(help: "A Unix socket that takes instructions, one per line.")
    var control: String?

    @Option(help: "For a profile in YAML: the board to compile it for.")
    var board = "simulated"

    @Option(help: "For a profile in YAML: the folder of board files. (default: Mintmark's own hardware/boards)")
    var boards: String?

    func run() async throws {
        let machine = try ProfileFile.read(profile, board: board, boards: boards)
        let world = try SimulatedWorld(
            profile: machine,
            script: FaultScript(parsing: faults, for: machine),
            log: MachineLog(log),
            ports: try ports(of: machine)
        )
        if socket == nil, !machine.lanes.isEmpty {
            throw CommandError("\(machine.name) has lanes: say with --socket where the agent finds their lines.")
        }
        let server = try socket.map { try SimulatedChipServer(chip: world.chip, socketPath: $0) }
        let listener = try control.map { try UnixSocket.bound(to: $0, .stream) }
        if let listener { try DedicatedThread.start("control-lines") { ControlLines.serve(listener, world) } }
        try DedicatedThread.start("standard-input") {
            while let line = readLine() { Terminal.put(Array(ControlLines.answer(line, world).utf8)) }
        }
        ServiceNotifier.ofProcess.ready()
        Terminal.say("\(machine.name) is simulated at \(places(world)); “help” lists what can be said.")
        try await ServiceGroup(
            services: [UntilStopped()],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "simulate") { _ in SwiftLogNoOpLogHandler() }
        ).run()
        ServiceNotifier.ofProcess.stopping()
        server?.close()
        world.stop()
        // The thread that serves it still holds the listener.
        if let control { _ = unlink(control) }
    }

    private func places(_ world: SimulatedWorld) -> String {
        let buses = world.line?.endpoints.map { "\($0.value.name) (\($0.key))" }.sorted() ?? []
        return ([socket].compactMap(\.self) + buses).joined(separator: ", ")
    }

    private func ports(of machine: MachineProfile) throws -> [String: UInt16] {
        var ports: [String: UInt16] = [:]
        for text in bus {
            let words = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 2, let port = UInt16(words[1]) else {
                throw CommandError("“\(text)” is no bus and port; write it like line=15020.")
            }
            guard machine.modbus?.buses.contains(where: { $0.id == words[0] }) ?? false else {
                let known = machine.modbus?.buses.map(\.id).joined(separator: ", ") ?? "none"
                throw CommandError("There is no bus “\(words[0])”; there are: \(known).")
            }
            ports[words[0]] = port
        }
        return ports
    }

    /// Ends when a signal asks for it.
    private struct UntilStopped: Service {
        func run() async throws { try await gracefulShutdown() }
    }
}
