import GPIO
import Glibc
import Machine
import Protocol
import Supervision

/// A whole deployment on one computer: a coordinator, a simulated snack machine and a simulated stamping line with an
/// agent each, one place that sells, and one product to stamp.
struct Demo: Sendable {
    /// What was asked for on the command line.
    struct Options: Sendable {
        /// The port, nil for any.
        var port: Int?
        /// What is broken in the machines.
        var faults: String
    }

    /// Where everything is kept.
    let folder: DemoFolder
    /// Keeps the programs running.
    let supervisor: Supervisor
    /// How long starting may take.
    let limit: DemoLimit
    /// The snack machine.
    let vending: DemoMachine
    /// The stamping line.
    let line: DemoMachine
    private let port: Int?

    /// Prepares everything; nothing runs yet.
    init(folder: DemoFolder, options: Options, limit: DemoLimit) throws {
        self.folder = folder
        self.limit = limit
        port = options.port
        let stamping = try DemoMachine.profile("stamping-line.yaml")
        let faults = DemoFaults.apart(options.faults, stations: stamping.stations.map(\.id))
        line = try DemoMachine("line", stamping, faults: faults.line, in: folder)
        vending = try DemoMachine("snacks", DemoMachine.profile("snack-6.yaml"), faults: faults.vending, in: folder)
        supervisor = try Supervisor(socketFolder: folder.sockets, environment: Self.environment)
    }

    /// Both machines.
    var machines: [DemoMachine] { [vending, line] }

    /// Starts everything and returns once the place can sell and the line can stamp.
    func start() async throws -> APIClient {
        let port = try DemoPort.choose(port, folder)
        let url = "https://127.0.0.1:\(port)"
        try DemoFiles.writeCoordinator(folder, port: port, url: url)
        let client = try await step("start the coordinator on port \(port)") { try await startCoordinator(url) }
        do {
            try await step("start a simulated snack machine and a simulated stamping line") {
                try await startSimulators()
            }
            let enrolled = try await step("enrol both with one-time secrets") { try await enrol(client, url) }
            try await step("set up the place \(DemoPlace.slug), and the product \(DemoProduct.name)") {
                for (machine, record) in zip(machines, enrolled) {
                    let path: APIPath = "/v1/machines/\(record.id)/profile"
                    try await client.send(.put, path, bytes: machine.profile.canonicalJSON())
                }
                try await setUpPlace(client, enrolled[0])
                try await setUpProduct(client)
            }
            try await step("wait until both are connected and ready") {
                for machine in machines { try await ready(client, machine) }
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

    private func startSimulators() async throws {
        for machine in machines {
            let key = "\(folder.coordinator)/keys/profile.key"
            try supervisor.add(machine.simulatorProgram(profileKey: key, folder))
        }
        try await until("the simulated machines are ready") {
            machines.allSatisfy { supervisor.report(of: $0.simulator)?.isReady == true }
        }
    }

    /// - Returns: both, as `machines` has them.
    private func enrol(_ client: APIClient, _ url: String) async throws -> [Answers.Machine] {
        for machine in machines {
            if try await find(client, machine) == nil {
                struct Request: Encodable { let name: String }
                let secret = try await client.send(
                    .post,
                    "/v1/machines/secrets",
                    Request(name: machine.name),
                    as: Answers.Secret.self
                )
                try LocalFile.write(Array("\(secret.secret)\n".utf8), to: machine.files.secret)
            }
            try DemoFiles.writeAgent(machine, url: url)
            try supervisor.add(machine.agentProgram(folder))
        }
        var enrolled: [Answers.Machine] = []
        for machine in machines { enrolled.append(try await allowed(client, machine)) }
        return enrolled
    }

    private func allowed(_ client: APIClient, _ machine: DemoMachine) async throws -> Answers.Machine {
        try await wait("the machine \(machine.name) is allowed") {
            guard let record = try await find(client, machine) else { return nil }
            guard record.status != "quarantined" else {
                throw CommandError(
                    "The machine \(machine.name) is set aside: \(record.statusReason ?? "no reason given")."
                )
            }
            return record.status == "allowed" ? record : nil
        }
    }

    private func setUpPlace(_ client: APIClient, _ machine: Answers.Machine) async throws {
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

    private func setUpProduct(_ client: APIClient) async throws {
        let products = try await client.get("/v1/products", as: Answers.Products.self).products
        guard !products.contains(where: { $0.gtin == DemoProduct.gtin }) else { return }
        try await client.send(.put, "/v1/products/\(DemoProduct.gtin)", DemoProduct.Change())
        let passport = Array(DemoProduct.passport.utf8)
        try await client.send(.put, "/v1/products/\(DemoProduct.gtin)/passport", bytes: passport)
    }

    private func ready(_ client: APIClient, _ machine: DemoMachine) async throws {
        try await until("the machine \(machine.name) is connected and ready") {
            guard supervisor.report(of: machine.agent)?.isReady == true, let now = try await find(client, machine)
            else { return false }
            // A lane that was broken on purpose must not keep the others from selling.
            return now.connected && now.profileMatches
                && (machine.profile.lanes.isEmpty || now.lanes.contains { $0.ready })
        }
    }

    /// What the coordinator knows of a machine; nil before it asked to be let in.
    func find(_ client: APIClient, _ machine: DemoMachine) async throws -> Answers.Machine? {
        try await client.get("/v1/machines", as: Answers.Machines.self).machines.first { $0.name == machine.name }
    }

    private func wait<Answer>(_ what: String, _ question: () async throws -> Answer?) async throws -> Answer {
        try await limit.wait(for: what, supervisor, folder, question)
    }

    private func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        try await limit.until(what, supervisor, folder, condition)
    }

    /// Does something and says how long it took.
    func step<Result>(_ what: String, _ body: () async throws -> Result) async throws -> Result {
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
