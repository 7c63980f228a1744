import GPIO
import Glibc
import Machine
import Protocol
import Supervision

/// A whole deployment on one computer: a coordinator, a simulated machine, its agent, and one place that sells.
struct Demo: Sendable {
    /// What was asked for on the command line.
    struct Options: Sendable {
        /// The port, nil for any.
        var port: Int?
        /// What is broken in the machine.
        var faults: String
        /// The profile; nil for the six-lane snack machine.
        var profile: String?
    }

    /// Where everything is kept.
    let folder: DemoFolder
    /// Keeps the programs running.
    let supervisor: Supervisor
    /// How long starting may take.
    let limit: DemoLimit
    private let options: Options
    private let profile: MachineProfile

    /// Prepares everything; nothing runs yet.
    init(folder: DemoFolder, options: Options, limit: DemoLimit) throws {
        self.folder = folder
        self.options = options
        self.limit = limit
        let file = try options.profile ?? Installation.hardware("machines/snack-6.yaml")
        profile = try ProfileFile.read(file, board: "simulated", boards: nil)
        _ = try FaultScript(parsing: options.faults, for: profile)
        supervisor = try Supervisor(socketFolder: folder.sockets, environment: Self.environment)
    }

    /// Starts everything and returns once the place can sell.
    func start() async throws -> APIClient {
        let port = try DemoPort.choose(options.port, folder)
        let url = "https://127.0.0.1:\(port)"
        try DemoFiles.writeCoordinator(folder, port: port, url: url)
        let client = try await step("start the coordinator on port \(port)") { try await startCoordinator(url) }
        do {
            try await step("start the simulated machine \(profile.name)") { try await startSimulator() }
            let machine = try await step("enrol the machine with a one-time secret") { try await enrol(client, url) }
            try await step("set up the place \(DemoPlace.slug): six selections, prices, stock") {
                try await setUp(client, machine)
            }
            try await step("wait until the machine is connected and every lane is ready") {
                try await ready(client, machine)
            }
            return client
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// Ends everything, the last started first.
    func stop() async {
        supervisor.stop()
        await supervisor.waitUntilStopped()
    }

    private func startCoordinator(_ url: String) async throws -> APIClient {
        try supervisor.add(
            ChildProgram(
                name: "coordinator",
                executable: Installation.program("mintmark-coordinator"),
                arguments: [
                    "--config", folder.coordinatorConfiguration, "--state", folder.coordinator, "--log", "text",
                ],
                logFile: folder.log(of: "coordinator"),
                policy: ChildPolicy(notifies: false)
            )
        )
        let (certificate, token) = ("\(folder.coordinator)/tls.crt", "\(folder.coordinator)/operator.token")
        try await until("the coordinator has made its keys") {
            LocalFile.exists(certificate) && LocalFile.exists(token)
        }
        let client = try APIClient(url: url, certificate: certificate, token: LocalFile.text(token))
        do {
            try await startAnswering(client)
            return client
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// Until it listens, connections are refused; what it answered last is the reason should the time run out.
    private func startAnswering(_ client: APIClient) async throws {
        var refusal: (any Error)?
        do {
            try await until("the coordinator answers at \(client.url)") {
                do {
                    try await client.check("/readyz")
                    return true
                } catch {
                    refusal = error
                    return false
                }
            }
        } catch let error as CommandError {
            throw CommandError(error.message, cause: refusal.map { "\($0)" } ?? error.cause)
        }
    }

    private func startSimulator() async throws {
        // The same profile that is signed for the agent, so that both mean the same machine.
        let key = try KeyFile.load("\(folder.coordinator)/keys/profile.key")
        let envelope = try Envelope.sign(ProfileClaims(profile: profile), as: .profile, with: key)
        try LocalFile.write(Array("\(envelope.compact)\n".utf8), to: folder.profile)
        let faults = options.faults.isEmpty ? [] : ["--faults", options.faults]
        try supervisor.add(
            ChildProgram(
                name: "simulator",
                executable: Installation.executable,
                arguments: [
                    "simulate", "--profile", folder.profile, "--socket", folder.chip, "--control", folder.control,
                    "--log", folder.firings,
                ] + faults,
                logFile: folder.log(of: "simulator")
            )
        )
        try await until("the simulated machine is ready") { supervisor.report(of: "simulator")?.isReady == true }
    }

    private func enrol(_ client: APIClient, _ url: String) async throws -> Answers.Machine {
        if try await find(client) == nil {
            struct Request: Encodable { let name: String }
            let secret = try await client.send(
                .post,
                "/v1/machines/secrets",
                Request(name: DemoFiles.machine),
                as: Answers.Secret.self
            )
            try LocalFile.write(Array("\(secret.secret)\n".utf8), to: folder.secret)
        }
        try DemoFiles.writeAgent(folder, url: url)
        try supervisor.add(
            ChildProgram(
                name: "agent",
                executable: Installation.program("mintmark-agent"),
                arguments: ["--state", folder.agent, "--config", folder.agentConfiguration, "--log", "text"],
                logFile: folder.log(of: "agent"),
                policy: ChildPolicy(watchdogMilliseconds: UInt64(profile.limits.watchdogMilliseconds))
            )
        )
        return try await wait("the machine is allowed") {
            guard let machine = try await find(client) else { return nil }
            guard machine.status != "quarantined" else {
                throw CommandError("The machine is set aside: \(machine.statusReason ?? "no reason given").")
            }
            return machine.status == "allowed" ? machine : nil
        }
    }

    private func setUp(_ client: APIClient, _ machine: Answers.Machine) async throws {
        try await client.send(.put, "/v1/machines/\(machine.id)/profile", bytes: profile.canonicalJSON())
        let places = try await client.get("/v1/places", as: Answers.Places.self)
        // A state folder that was used before keeps its shop as it was left.
        if !places.places.contains(where: { $0.place == DemoPlace.slug }) {
            try await client.send(.put, "/v1/places/\(DemoPlace.slug)", DemoPlace.Change())
            for selection in DemoPlace.selections {
                struct Count: Encodable { let count: Int }
                try await client.send(
                    .put,
                    "/v1/places/\(DemoPlace.slug)/lanes/\(selection.lane)",
                    Count(count: DemoPlace.stock)
                )
            }
        }
        struct Assignment: Encodable { let machine: String }
        try await client.send(.put, "/v1/places/\(DemoPlace.slug)/machine", Assignment(machine: machine.id))
    }

    private func ready(_ client: APIClient, _ machine: Answers.Machine) async throws {
        try await until("the machine is connected with its lanes ready") {
            guard supervisor.report(of: "agent")?.isReady == true, let now = try await find(client) else {
                return false
            }
            // A lane that was broken on purpose must not keep the others from selling.
            return now.connected && now.profileMatches && now.lanes.contains { $0.ready }
        }
    }

    private func find(_ client: APIClient) async throws -> Answers.Machine? {
        try await client.get("/v1/machines", as: Answers.Machines.self).machines.first { $0.name == DemoFiles.machine }
    }

    private func wait<Answer>(_ what: String, _ question: () async throws -> Answer?) async throws -> Answer {
        try await limit.wait(for: what, supervisor, folder, question)
    }

    private func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        try await limit.until(what, supervisor, folder, condition)
    }

    private func step<Result>(_ what: String, _ body: () async throws -> Result) async throws -> Result {
        let start = ContinuousClock.now
        Terminal.put(Array("  \(what) ...".utf8))
        do {
            let result = try await body()
            let tenths = Int((ContinuousClock.now - start) / .milliseconds(100))
            Terminal.say(" \(tenths / 10).\(tenths % 10) s")
            return result
        } catch {
            Terminal.say("")
            throw error
        }
    }

    /// The variables the programs need; none that would change what they do.
    private static var environment: [String: String] {
        var variables: [String: String] = [:]
        for name in ["PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "MINTMARK_FAULT"] {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        return variables
    }
}
