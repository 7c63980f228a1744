import Foundation
import NIOHTTP1
import Supervision
import Synchronization
import TestSupport

/// A whole deployment on loopback, each program a process of its own: the coordinator, the simulated machine, which is
/// the physical world and outlives the agent, and the agent. Programs that were killed are started again by whoever
/// waits, as a service manager would.
final class Stand: Sendable {
    /// What a stand is made with.
    struct Options: Sendable {
        /// The coordinator's `rails`, JSON.
        var rails = #"[{"id":"play","kind":"sandbox","canHold":true}]"#
        /// Further members of the coordinator's configuration, JSON without braces.
        var configuration = #""rates":{"SANDBOX-EUR":"1"}"#
        /// The simulated machine's fault script.
        var faults = ""
        /// The step at which the first agent process is killed.
        var killAgentAt: String?
        /// The step at which the first coordinator process is killed.
        var killCoordinatorAt: String?
        /// Whether the kill is armed only by `rearm`, when the stand is ready to sell.
        var coordinatorState: String?
        /// The folder of the agent's state; one in the stand's own folder if nil.
        var agentState: String?
        /// Units in every lane.
        var stock = 5
        /// The machine, a file of `hardware/machines`.
        var machine = "snack-6"
        /// The port of the simulated line's bus, for a machine that stamps.
        var linePort: Int?
        /// What is written otherwise in the machine's file, by what stands there.
        var machineChanges: [String: String] = [:]
        /// Where the coordinator is for the machine; on the loopback if nil.
        var publicURL: String?
    }

    private struct Processes {
        var coordinator: ChildProcess?
        var world: ChildProcess?
        var agent: ChildProcess?
        var agentStarts = 0
        var coordinatorStarts = 0
        var configuration: String
        /// How far the coordinator's clock is set ahead.
        var clockAheadSeconds = 0
        /// What agents wrote that are gone.
        var agentLines: [String] = []
    }

    let folder: TemporaryDirectory
    let options: Options
    let port: Int
    let coordinatorState: String
    let agentState: String
    private let processes: Mutex<Processes>
    private let operatorToken = Mutex("")

    private init(_ options: Options) throws {
        folder = try TemporaryDirectory()
        self.options = options
        processes = Mutex(Processes(configuration: options.configuration))
        port = try freePort()
        coordinatorState = options.coordinatorState ?? folder.path("coordinator")
        agentState = options.agentState ?? folder.path("agent")
    }

    // Before the folder goes: a program that still runs would make files in it again.
    deinit {
        processes.withLock {
            $0.agent = nil
            $0.coordinator = nil
            $0.world = nil
        }
    }

    /// Starts everything and waits until the machine could sell.
    static func start(_ options: Options = Options()) async throws -> Stand {
        let stand = try Stand(options)
        try await stand.startCoordinator()
        try await stand.startWorld()
        try await stand.startAgent()
        try await stand.furnish()
        return stand
    }

    /// Starts a coordinator whose machine is elsewhere.
    static func startCoordinator(_ options: Options) async throws -> Stand {
        let stand = try Stand(options)
        try await stand.startCoordinator()
        return stand
    }

    var api: API { API(base: "https://127.0.0.1:\(port)", token: operatorToken.withLock { $0 }) }

    // MARK: Processes

    func startCoordinator() async throws {
        let config = folder.path("coordinator.json")
        let text = """
            {"listen":{"host":"127.0.0.1","port":\(port)},
            "publicURL":"\(options.publicURL ?? "https://127.0.0.1:\(port)")",
            "rails":\(options.rails),\(processes.withLock { $0.configuration })}
            """
        try text.write(toFile: config, atomically: true, encoding: .utf8)
        let first = processes.withLock { $0.coordinatorStarts == 0 }
        let process = try ChildProcess(
            BuiltProducts.path("mintmark-coordinator"),
            arguments: ["--config", config, "--state", coordinatorState],
            environment: [
                "MINTMARK_KILL_AT": first ? options.killCoordinatorAt ?? "" : "",
                "MINTMARK_CLOCK_AHEAD_SECONDS": String(processes.withLock(\.clockAheadSeconds)),
            ]
        )
        processes.withLock {
            $0.coordinator = process
            $0.coordinatorStarts += 1
        }
        let tokenFile = "\(coordinatorState)/operator.token"
        try await eventually("the coordinator listens", timeoutSeconds: 30) {
            if process.exit != nil {
                // Killed at a step of its own start: the next start takes over.
                if self.processes.withLock({ $0.coordinatorStarts }) > 3 {
                    throw TestSupportError("the coordinator does not start: \(process.lines.suffix(5))")
                }
                try await self.startCoordinator()
                return true
            }
            return process.lines.contains { $0.contains("listening") }
        }
        let token = try String(contentsOfFile: tokenFile, encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines
        )
        operatorToken.withLock { $0 = token }
    }

    /// Compiles the machine's profile for a board, into `profile.json` and, signed, `profile.jws` of the folder.
    func compileProfile(board: String) async throws {
        let source = folder.path("machine.yaml")
        let file = "\(PackageRoot.path)/hardware/machines/\(options.machine).yaml"
        try options.machineChanges.reduce(String(contentsOfFile: file, encoding: .utf8)) { text, change in
            guard text.contains(change.key) else { throw TestSupportError("\(file) has no “\(change.key)”") }
            return text.replacingOccurrences(of: change.key, with: change.value)
        }.write(toFile: source, atomically: true, encoding: .utf8)
        let boards = "\(PackageRoot.path)/hardware/boards"
        let compile = ["profile", "compile", source, "--board", board, "--boards", boards]
        try await Self.mintmark(compile + ["-o", folder.path("profile.json")])
        let key = "\(coordinatorState)/keys/profile.key"
        try await Self.mintmark(compile + ["--key", key, "-o", folder.path("profile.jws")])
    }

    private func startWorld() async throws {
        try await compileProfile(board: "simulated")
        var arguments = [
            "simulate", "--profile", folder.path("profile.json"), "--socket", folder.path("chip"), "--log", worldLog,
            "--control", folder.path("control"),
        ]
        if !options.faults.isEmpty { arguments += ["--faults", options.faults] }
        if let port = options.linePort { arguments += ["--bus", "line=\(port)"] }
        let process = try ChildProcess(BuiltProducts.path("mintmark"), arguments: arguments)
        processes.withLock { $0.world = process }
        let chip = folder.path("chip")
        try await eventually("the simulated machine is there") {
            if process.exit != nil { throw TestSupportError("mintmark simulate ended: \(process.lines)") }
            return FileManager.default.fileExists(atPath: chip)
        }
    }

    private static func mintmark(_ arguments: [String]) async throws {
        let process = try ChildProcess(BuiltProducts.path("mintmark"), arguments: arguments)
        guard try await process.waitUntilExit(timeoutSeconds: 30) == 0 else {
            throw TestSupportError("mintmark \(arguments.joined(separator: " ")): \(process.lines)")
        }
    }

    /// The coordinator with other members of its configuration from now on.
    func restartCoordinator(configuration: String) async throws {
        processes.withLock { $0.configuration = configuration }
        try await killCoordinator()
        try await startCoordinator()
    }

    /// Ends the coordinator with SIGKILL and starts it again as if so much time had passed since its first start.
    func restartCoordinator(aheadSeconds: Int) async throws {
        try await killCoordinator()
        processes.withLock { $0.clockAheadSeconds = aheadSeconds }
        try await startCoordinator()
    }

    /// The file with the machine's one-time secret, which is made when it is asked for first.
    func secretFile() async throws -> String {
        let secret = folder.path("secret")
        if !FileManager.default.fileExists(atPath: secret) {
            let made = try await patient { [self] in
                try await api.post("/v1/machines/secrets", #"{"name":"lobby-1"}"#)
            }
            try made["secret"].text.write(toFile: secret, atomically: true, encoding: .utf8)
        }
        return secret
    }

    /// Writes what an agent needs and gives the arguments that it is started with.
    /// - Parameter state: the folder of its state; the stand's usual one if nil.
    func agentArguments(state: String? = nil) async throws -> [String] {
        let secret = try await secretFile()
        let state = state ?? agentState
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        let config = folder.path("agent.json")
        let text = """
            {"name":"lobby-1","coordinator":["https://127.0.0.1:\(port)"],"secretFile":"\(secret)",
            "profileFile":"\(folder.path("profile.jws"))","lines":{"kind":"socket","path":"\(folder.path("chip"))"},
            \(options.linePort.map { #""simulatedBuses":{"line":"127.0.0.1:\#($0)"},"# } ?? "")
            "localSocket":"\(folder.path("metrics"))"}
            """
        try text.write(toFile: config, atomically: true, encoding: .utf8)
        return ["--state", state, "--config", config]
    }

    /// Starts the agent.
    func startAgent(environment: [String: String] = [:], state: String? = nil) async throws {
        let arguments = try await agentArguments(state: state)
        var environment = environment
        let first = processes.withLock { $0.agentStarts == 0 }
        environment["MINTMARK_KILL_AT"] = first ? options.killAgentAt ?? "" : ""
        let process = try ChildProcess(
            BuiltProducts.path("mintmark-agent"),
            arguments: arguments,
            environment: environment
        )
        processes.withLock {
            $0.agentLines += $0.agent?.lines ?? []
            $0.agent = process
            $0.agentStarts += 1
        }
    }

    /// Starts again what was killed.
    func keepAlive() async throws {
        let (agentEnded, coordinatorEnded) = processes.withLock {
            ($0.agent != nil && $0.agent?.exit != nil, $0.coordinator != nil && $0.coordinator?.exit != nil)
        }
        if coordinatorEnded { try await startCoordinator() }
        if agentEnded { try await startAgent() }
    }

    func agent() throws -> ChildProcess {
        guard let agent = processes.withLock({ $0.agent }) else { throw TestSupportError("no agent was started") }
        return agent
    }

    func coordinator() throws -> ChildProcess {
        guard let process = processes.withLock({ $0.coordinator }) else { throw TestSupportError("no coordinator") }
        return process
    }

    /// How often each program was started.
    var starts: (agent: Int, coordinator: Int) { processes.withLock { ($0.agentStarts, $0.coordinatorStarts) } }

    /// Everything that agents of this stand have written.
    var agentLines: [String] { processes.withLock { $0.agentLines + ($0.agent?.lines ?? []) } }

    /// Ends the agent for good, until `startAgent`.
    func killAgent() async throws { try await endAgent(SIGKILL) }

    /// Asks the agent to end, for good, until `startAgent`, and waits until it has and the coordinator knows it. Who
    /// starts another one earlier may take the old connection for the new one's.
    func stopAgent() async throws {
        try await endAgent(SIGTERM)
        _ = try await patient { [self] in
            guard try await api.get("/v1/machines")["machines"].list.first?["connected"].text != "true" else {
                throw TestSupportError("the machine is still connected")
            }
            return true
        }
    }

    private func endAgent(_ signal: Int32) async throws {
        try agent().send(signal: signal)
        _ = try await agent().waitUntilExit(timeoutSeconds: 15)
        processes.withLock {
            $0.agentLines += $0.agent?.lines ?? []
            $0.agent = nil
        }
    }

    /// Ends the coordinator for good, until `startCoordinator`.
    func killCoordinator() async throws {
        try coordinator().send(signal: SIGKILL)
        _ = try await coordinator().waitUntilExit(timeoutSeconds: 10)
        processes.withLock { $0.coordinator = nil }
    }

    // MARK: The physical world

    var worldLog: String { folder.path("world.log") }

    /// What the simulated machine wrote of what the motors and goods did, oldest first.
    /// - Parameter lane: of this lane only.
    func world(lane: String? = nil) throws -> [MachineLogEntry] {
        guard FileManager.default.fileExists(atPath: worldLog) else { return [] }
        let entries = try MachineLogEntry.read(String(contentsOfFile: worldLog, encoding: .utf8))
        return entries.filter { lane == nil || $0.lane == lane }
    }

    /// How often motors were turned on, over all lives of the agent.
    func firings(lane: String? = nil) throws -> Int { try world(lane: lane).count { $0.what == .on } }

    /// How many products fell.
    func drops(lane: String? = nil) throws -> Int { try world(lane: lane).count { $0.what == .drop } }

    // MARK: Selling

    /// Gives the machine its profile and, where it sells, a place with stock; returns when it is ready.
    func furnish() async throws {
        let machine = try await machineID()
        _ = try await patient { [self] in
            let profile = try String(contentsOfFile: folder.path("profile.json"), encoding: .utf8)
            return try await api.put("/v1/machines/\(machine)/profile", profile)
        }
        guard options.machine != "stamping-line" else { return }
        let selections = (1...6).map { #"{"id":"a\#($0)","name":"Snack \#($0)","lane":"A\#($0)","price":"150"}"# }
        _ = try await patient { [self] in
            try await api.put(
                "/v1/places/lobby",
                #"{"name":"Lobby","selections":[\#(selections.joined(separator: ","))]}"#
            )
        }
        _ = try await patient { [self] in
            try await api.put("/v1/places/lobby/machine", #"{"machine":"\#(machine)"}"#)
        }
        for lane in 1...6 {
            _ = try await patient { [self] in
                try await api.put("/v1/places/lobby/lanes/A\(lane)", #"{"count":\#(options.stock)}"#)
            }
        }
        try await untilReady()
    }

    /// Waits until the machine is enrolled and gives its id.
    func machineID() async throws -> String {
        try await patient { [self] in
            let machines = try await api.get("/v1/machines")["machines"].list
            guard let machine = machines.first(where: { $0["status"].text == "allowed" }) else {
                throw TestSupportError("no machine is allowed yet")
            }
            return machine["id"].text
        }
    }

    /// Waits until the machine is connected and every lane of it is ready.
    func untilReady() async throws {
        _ = try await patient { [self] in
            guard let machine = try await api.get("/v1/machines")["machines"].list.first,
                machine["connected"].text == "true", machine["profileMatches"].text == "true",
                !machine["lanes"].list.isEmpty
            else { throw TestSupportError("the machine is not ready yet") }
            return true
        }
    }

    /// Tries until it works, starting killed programs again meanwhile.
    /// - Parameter pollMilliseconds: the pause between two tries; a long wait asks seldom.
    func patient<Result: Sendable>(
        seconds: Double = 45,
        pollMilliseconds: Int = 50,
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            do {
                return try await body()
            } catch {
                guard ContinuousClock.now < end else {
                    throw TestSupportError(
                        "\(error)\n--- agent ---\n\(tail(processes.withLock(\.agent)))"
                            + "\n--- coordinator ---\n\(tail(processes.withLock(\.coordinator)))"
                    )
                }
                try await keepAlive()
                try await Task.sleep(for: .milliseconds(pollMilliseconds))
            }
        }
    }

    private func tail(_ process: ChildProcess?) -> String {
        process?.lines.suffix(12).joined(separator: "\n") ?? ""
    }

    /// Makes an order; the same key twice is the same order.
    func order(_ selection: String = "a1", rail: String? = nil, key: String = UUID().uuidString) async throws
        -> JSONValue
    {
        let railMember = rail.map { #","rail":"\#($0)""# } ?? ""
        return try await patient { [self] in
            let order = try await api.post(
                "/v1/orders",
                #"{"place":"lobby","selection":"\#(selection)"\#(railMember)}"#,
                key: key
            )
            guard order["status"].text != "preparing" else { throw TestSupportError("the order is still preparing") }
            return order
        }
    }

    /// Pays an order with play money, once: a payment that was seen is not made again.
    func pay(_ order: String, amount: Int64? = nil, confirmations: Int = 1) async throws {
        _ = try await patient { [self] in
            if try await api.get("/v1/sales/\(order)")["order"]["paid"].text != "0" { return true }
            let amountMember = amount.map { #","amount":"\#($0)""# } ?? ""
            _ = try await api.post(
                "/v1/sandbox/payments",
                #"{"order":"\#(order)","confirmations":\#(confirmations)\#(amountMember)}"#
            )
            return true
        }
    }

    /// Waits until the sale is as `condition` says.
    @discardableResult
    func sale(
        _ id: String,
        seconds: Double = 45,
        until condition: @escaping @Sendable (JSONValue) -> Bool
    ) async throws -> JSONValue {
        let last = Mutex(JSONValue.null)
        do {
            return try await patient(seconds: seconds) { [self] in
                let sale = try await api.get("/v1/sales/\(id)")
                last.withLock { $0 = sale }
                try await keepAlive()
                guard condition(sale) else { throw TestSupportError("the sale is not there yet") }
                return sale
            }
        } catch {
            throw TestSupportError("\(error)\n--- sale ---\n\(last.withLock { $0 })")
        }
    }

    /// The findings of the ledger's check; none when debits equal credits everywhere.
    func ledgerFindings() async throws -> [String] {
        let check = try await patient { [self] in try await api.get("/v1/ledger/check") }
        return check["findings"].list.map { $0["text"].text }
    }

    /// The kinds of the events so far, oldest first, with their subject and data.
    func events() async throws -> [JSONValue] {
        var all: [JSONValue] = []
        var cursor = ""
        while true {
            let after = cursor.isEmpty ? "" : "&after=\(cursor)"
            let page = try await patient { [self, after] in try await api.get("/v1/events?limit=200\(after)") }
            let events = page["events"].list
            guard let last = events.last else { return all }
            all += events
            cursor = last["cursor"].text
        }
    }
}
