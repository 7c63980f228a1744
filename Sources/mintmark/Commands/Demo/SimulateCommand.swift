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
            it and the motor stays as it is. While it runs, standard input and the control socket take:

            \(SimulatorInstruction.helpText)
            """
    )

    @Option(help: "The machine's profile: YAML, compiled JSON, or the signed envelope.")
    var profile: String

    @Option(help: "Where the agent finds the chip's lines, a Unix socket.")
    var socket: String

    @Option(help: "What is broken, such as A1=jam,A2=slowDrop:400,door=opens:300.")
    var faults = ""

    @Option(help: "A file to which every motor start and stop and every drop is appended.")
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
            log: MachineLog(log)
        )
        let server = try SimulatedChipServer(chip: world.chip, socketPath: socket)
        let listener = try control.map { try UnixSocket.bound(to: $0, .stream) }
        if let listener { try DedicatedThread.start("control-lines") { ControlLines.serve(listener, world) } }
        try DedicatedThread.start("standard-input") {
            while let line = readLine() { Terminal.put(Array(ControlLines.answer(line, world).utf8)) }
        }
        ServiceNotifier.ready()
        Terminal.say(
            "\(machine.name) with \(machine.lanes.count) lanes is simulated at \(socket);"
                + " “help” lists what can be said."
        )
        try await ServiceGroup(
            services: [UntilStopped()],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "simulate") { _ in SwiftLogNoOpLogHandler() }
        ).run()
        ServiceNotifier.stopping()
        server.close()
        world.stop()
        // The thread that serves it still holds the listener.
        if let control { _ = unlink(control) }
    }

    /// Ends when a signal asks for it.
    private struct UntilStopped: Service {
        func run() async throws { try await gracefulShutdown() }
    }
}
