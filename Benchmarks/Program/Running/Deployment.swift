import Foundation
import NIOHTTP1
import Supervision
import TestSupport

/// A whole deployment on loopback, each program a process of its own: coordinator, simulated machine, agent.
final class Deployment: Sendable {
    /// What a deployment is made with.
    struct Options: Sendable {
        /// Further members of the coordinator's configuration, JSON without braces.
        var sales = #""sales":{"openOrdersPerPlace":10000}"#
        /// Goods in each lane by the books; the machine itself is filled too.
        var stock = 100_000
        /// A line that the caller simulates, instead of the machine that vends.
        var line: StampedLine?
    }

    let folder: TemporaryDirectory
    let port: Int
    let coordinator: ChildProcess
    let api: API
    /// The machine's id, once it is enrolled.
    let machine: String
    let agent: ChildProcess
    private let world: ChildProcess?

    /// Lanes of the benchmark's machine.
    static let lanes = (1...6).map { "A\($0)" }

    var worldLog: String { folder.path("world.log") }
    var agentState: String { folder.path("agent") }
    var agentArguments: [String] { ["--state", agentState, "--config", folder.path("agent.json")] }

    private init(
        folder: TemporaryDirectory,
        port: Int,
        coordinator: ChildProcess,
        api: API,
        machine: String,
        agent: ChildProcess,
        world: ChildProcess?
    ) {
        self.folder = folder
        self.port = port
        self.coordinator = coordinator
        self.api = api
        self.machine = machine
        self.agent = agent
        self.world = world
    }

    /// Starts everything and waits until the machine could sell, or stamp.
    static func start(_ options: Options = Options()) async throws -> Deployment {
        let folder = try TemporaryDirectory()
        let port = try freePort()
        let (coordinator, api) = try await startCoordinator(folder, port, options)
        let world = try await startWorld(folder, options)
        try await prepareAgent(folder, port, api, options)
        let agent = try ChildProcess(
            ShippedAgent.path,
            arguments: ["--state", folder.path("agent"), "--config", folder.path("agent.json")]
        )
        let machine = try await furnish(folder, api, options, agent)
        return Deployment(
            folder: folder,
            port: port,
            coordinator: coordinator,
            api: api,
            machine: machine,
            agent: agent,
            world: world
        )
    }

    /// Ends the agent, then the machine, then the coordinator, each in an orderly way.
    func stop() async throws {
        for process in [agent, world, coordinator].compactMap(\.self) where process.exit == nil {
            process.terminate()
            try await process.waitUntilExit()
        }
    }

    private static func startCoordinator(
        _ folder: TemporaryDirectory,
        _ port: Int,
        _ options: Options
    ) async throws -> (ChildProcess, API) {
        let text = """
            {"listen":{"host":"127.0.0.1","port":\(port)},"publicURL":"https://127.0.0.1:\(port)",
            "rails":[{"id":"play","kind":"sandbox"}],"rates":{"SANDBOX-EUR":"1"},\(options.sales)}
            """
        try text.write(toFile: folder.path("coordinator.json"), atomically: true, encoding: .utf8)
        let process = try ChildProcess(
            BuiltProducts.path("mintmark-coordinator"),
            arguments: ["--config", folder.path("coordinator.json"), "--state", folder.path("coordinator")]
        )
        try await process.waitForLine(containing: "listening")
        let token = try String(contentsOfFile: folder.path("coordinator/operator.token"), encoding: .utf8)
        let api = API(
            base: "https://127.0.0.1:\(port)",
            token: token.trimmingCharacters(in: .whitespacesAndNewlines)
        )
        return (process, api)
    }

    private static func startWorld(_ folder: TemporaryDirectory, _ options: Options) async throws -> ChildProcess? {
        try await CompiledProfile.write(options.line?.yaml ?? BenchmarkMachine.yaml(), in: folder)
        if let line = options.line {
            try line.serve(folder)
            return nil
        }
        let world = try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: [
                "simulate", "--profile", folder.path("profile.json"), "--socket", folder.path("chip"), "--log",
                folder.path("world.log"),
            ]
        )
        try await world.waitForLine(containing: "is simulated")
        return world
    }

    private static func prepareAgent(
        _ folder: TemporaryDirectory,
        _ port: Int,
        _ api: API,
        _ options: Options
    ) async throws {
        let secret = try await api.must(.POST, "/v1/machines/secrets", #"{"name":"bench-1"}"#)["secret"] as? String
        try (secret ?? "").write(toFile: folder.path("secret"), atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: folder.path("agent"), withIntermediateDirectories: true)
        let text = """
            {"name":"bench-1","coordinator":["https://127.0.0.1:\(port)"],"secretFile":"\(folder.path("secret"))",
            "profileFile":"\(folder.path("profile.jws"))","lines":{"kind":"socket","path":"\(folder.path("chip"))"},
            \(options.line.map { #""simulatedBuses":{"line":"127.0.0.1:\#($0.port)"},"# } ?? "")
            "localSocket":"\(folder.path("metrics"))"}
            """
        try text.write(toFile: folder.path("agent.json"), atomically: true, encoding: .utf8)
    }

    private static func furnish(
        _ folder: TemporaryDirectory,
        _ api: API,
        _ options: Options,
        _ agent: ChildProcess
    ) async throws -> String {
        func machines() async throws -> [[String: Any]] {
            if agent.exit != nil { throw BenchmarkError("the agent ended: \(agent.lines.suffix(5))") }
            return try await api.must(.GET, "/v1/machines")["machines"] as? [[String: Any]] ?? []
        }
        try await eventually("the machine is enrolled", timeoutSeconds: 60) {
            try await machines().contains { $0["status"] as? String == "allowed" }
        }
        let machine = try await machines().first?["id"] as? String ?? ""
        let profile = try String(contentsOfFile: folder.path("profile.json"), encoding: .utf8)
        try await api.must(.PUT, "/v1/machines/\(machine)/profile", profile)
        if options.line == nil { try await fill(api, machine, options) }
        try await eventually("the machine is ready", timeoutSeconds: 60) {
            guard let found = try await machines().first else { return false }
            let lanes = found["lanes"] as? [Any] ?? []
            return found["connected"] as? Bool == true && found["profileMatches"] as? Bool == true
                && (options.line != nil || !lanes.isEmpty)
        }
        return machine
    }

    private static func fill(_ api: API, _ machine: String, _ options: Options) async throws {
        let selections = lanes.map {
            #"{"id":"\#($0.lowercased())","name":"Snack \#($0)","lane":"\#($0)","price":"150"}"#
        }
        try await api.must(
            .PUT,
            "/v1/places/lobby",
            #"{"name":"Lobby","selections":[\#(selections.joined(separator: ","))]}"#
        )
        try await api.must(.PUT, "/v1/places/lobby/machine", #"{"machine":"\#(machine)"}"#)
        for lane in lanes {
            try await api.must(.PUT, "/v1/places/lobby/lanes/\(lane)", #"{"count":\#(options.stock)}"#)
        }
    }
}
