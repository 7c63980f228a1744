import Foundation
import Supervision
import TestSupport

/// One machine of a soak: a simulated machine, its agent, the proxy between it and the coordinator, and the place that
/// sells by it.
struct SoakMachine: Sendable {
    /// From 0.
    let number: Int
    /// Everything of it is in here.
    let folder: TemporaryDirectory
    let proxy: FaultyProxy
    /// Its id, once it is enrolled.
    var id = ""

    var name: String { "soak-\(number + 1)" }
    var agent: String { "agent-\(number + 1)" }
    var world: String { "machine-\(number + 1)" }
    var place: String { "place-\(number + 1)" }
    var worldLog: String { folder.path("world.log") }
    var journal: String { folder.path("agent/journal.sqlite") }
    var localSocket: String { folder.path("local") }

    /// The watchdog of the packages' service, in milliseconds.
    private static let watchdogMilliseconds: UInt64 = 2_000

    /// The simulated machine, which outlives its agent.
    var worldProgram: ChildProgram {
        ChildProgram(
            name: world,
            executable: BuiltProducts.path("mintmark"),
            arguments: [
                "simulate", "--profile", folder.path("profile.json"), "--socket", folder.path("chip"), "--log",
                worldLog,
                "--control", folder.path("control"),
            ],
            logFile: folder.path("world.out")
        )
    }

    /// The agent.
    var agentProgram: ChildProgram {
        ChildProgram(
            name: agent,
            executable: BuiltProducts.path("mintmark-agent"),
            arguments: ["--state", folder.path("agent"), "--config", folder.path("agent.json")],
            logFile: folder.path("agent.out"),
            policy: ChildPolicy(watchdogMilliseconds: Self.watchdogMilliseconds)
        )
    }

    /// Writes what the agent needs.
    func writeConfiguration(secret: String) throws {
        try secret.write(toFile: folder.path("secret"), atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: folder.path("agent"), withIntermediateDirectories: true)
        let text = """
            {"name":"\(name)","coordinator":["https://127.0.0.1:\(proxy.port)"],
            "secretFile":"\(folder.path("secret"))","profileFile":"\(folder.path("profile.jws"))",
            "lines":{"kind":"socket","path":"\(folder.path("chip"))"},"localSocket":"\(localSocket)"}
            """
        try text.write(toFile: folder.path("agent.json"), atomically: true, encoding: .utf8)
    }

    /// Tells the simulated machine something, as a person at the machine does. Returns whether it obeyed.
    func tell(_ instruction: String) -> Bool {
        guard let socket = try? UnixSocket.connected(to: folder.path("control"), .stream),
            socket.send(Array((instruction + "\n").utf8)),
            let answer = socket.receive(maximumBytes: SimulatorInstruction.maximumBytes, waits: true)
        else { return false }
        return String(decoding: answer, as: UTF8.self).hasSuffix("ok\n")
    }

    /// What its motors and goods did, oldest first.
    func events() throws -> [MachineLogEntry] {
        guard FileManager.default.fileExists(atPath: worldLog) else { return [] }
        return try MachineLogEntry.read(String(contentsOfFile: worldLog, encoding: .utf8))
    }
}
