import Foundation
import Measuring
import NIOHTTP1
import Supervision
import TestSupport

/// The deployment of a soak: a coordinator on SQLite, and machines that reach it through proxies that fail. Whatever
/// ends is started again, as the service manager does.
struct SoakFleet: Sendable {
    let folder: TemporaryDirectory
    let supervisor: Supervisor
    let port: Int
    let api: API
    let machines: [SoakMachine]

    static let coordinator = "coordinator"
    /// Units that an operator fills a lane up to, by the books: the bound of what can be promised at once.
    static let stock: Int64 = 15
    /// What a simulated lane holds: more than a soak sells.
    static let capacity = 10_000
    /// How long a quote holds, in seconds.
    static let quoteSeconds = 20
    /// How long a machine may wait before it starts a delivery, in seconds.
    static let commandSeconds = 20
    /// Unpaid orders that one place may have.
    static let openOrders = 50

    /// Starts everything and waits until all machines can sell.
    static func start(machines count: Int) async throws -> SoakFleet {
        let folder = try TemporaryDirectory()
        let supervisor = try Supervisor(
            socketFolder: folder.path,
            environment: ProcessInfo.processInfo.environment.filter { $0.key != "NOTIFY_SOCKET" }
        )
        do {
            let (port, api) = try await startCoordinator(folder, supervisor)
            var machines: [SoakMachine] = []
            for number in 0..<count {
                machines.append(try await startMachine(number, folder, port, api, supervisor))
            }
            let fleet = SoakFleet(folder: folder, supervisor: supervisor, port: port, api: api, machines: machines)
            try await fleet.untilReady()
            return fleet
        } catch {
            supervisor.stop()
            await supervisor.waitUntilStopped()
            throw error
        }
    }

    private static func startCoordinator(
        _ folder: TemporaryDirectory,
        _ supervisor: Supervisor
    ) async throws -> (Int, API) {
        // Machines can't reach the public address, so each comes by the address in its own configuration: its proxy.
        let (port, unreachable) = (try freePort(), try freePort())
        let text = """
            {"listen":{"host":"127.0.0.1","port":\(port)},"publicURL":"https://127.0.0.1:\(unreachable)",
            "rails":[{"id":"held","kind":"sandbox","canHold":true},{"id":"final","kind":"sandbox"}],
            "rates":{"SANDBOX-EUR":"1"},"sales":{"quoteSeconds":\(quoteSeconds),"commandSeconds":\(commandSeconds),
            "holdSeconds":120,"receiptGraceSeconds":5,"openOrdersPerPlace":\(openOrders)}}
            """
        try text.write(toFile: folder.path("coordinator.json"), atomically: true, encoding: .utf8)
        try supervisor.add(
            ChildProgram(
                name: coordinator,
                executable: BuiltProducts.path("mintmark-coordinator"),
                arguments: ["--config", folder.path("coordinator.json"), "--state", folder.path("coordinator")],
                logFile: folder.path("coordinator.out")
            )
        )
        try await eventually("the coordinator is ready", timeoutSeconds: 60) {
            supervisor.report(of: coordinator)?.isReady == true
        }
        let token = try String(contentsOfFile: folder.path("coordinator/operator.token"), encoding: .utf8)
        let api = API(
            base: "https://127.0.0.1:\(port)",
            token: token.trimmingCharacters(in: .whitespacesAndNewlines)
        )
        return (port, api)
    }

    private static func startMachine(
        _ number: Int,
        _ folder: TemporaryDirectory,
        _ port: Int,
        _ api: API,
        _ supervisor: Supervisor
    ) async throws -> SoakMachine {
        let proxy = try await FaultyProxy.start(to: port)
        var machine = SoakMachine(number: number, folder: try TemporaryDirectory(), proxy: proxy)
        // Not as fast as can be: while the whole computer is busy a turn must not look like a jam.
        let yaml = BenchmarkMachine.yaml(
            capacity: capacity,
            homeTimeoutMilliseconds: SoakFiring.longestTurnMilliseconds,
            dropWindowMilliseconds: 1_000
        )
        try await CompiledProfile.write(yaml, in: machine.folder, coordinator: folder.path("coordinator"))
        try supervisor.add(machine.worldProgram)
        let made = try await api.must(.POST, "/v1/machines/secrets", #"{"name":"\#(machine.name)"}"#)
        try machine.writeConfiguration(secret: made["secret"] as? String ?? "")
        try await eventually("\(machine.world) is simulated", timeoutSeconds: 30) { [machine] in
            supervisor.report(of: machine.world)?.isReady == true
        }
        try supervisor.add(machine.agentProgram)
        try await eventually("\(machine.name) is enrolled", timeoutSeconds: 60) {
            let machines = try await api.must(.GET, "/v1/machines")["machines"] as? [[String: Any]] ?? []
            let found = machines.first { $0["name"] as? String == machine.name && $0["status"] as? String == "allowed" }
            machine.id = found?["id"] as? String ?? ""
            return found != nil
        }
        let profile = try String(contentsOfFile: machine.folder.path("profile.json"), encoding: .utf8)
        try await api.must(.PUT, "/v1/machines/\(machine.id)/profile", profile)
        let selections = Deployment.lanes.map {
            #"{"id":"\#($0.lowercased())","name":"Snack \#($0)","lane":"\#($0)","price":"150"}"#
        }
        try await api.must(
            .PUT,
            "/v1/places/\(machine.place)",
            #"{"name":"\#(machine.name)","selections":[\#(selections.joined(separator: ","))]}"#
        )
        try await api.must(.PUT, "/v1/places/\(machine.place)/machine", #"{"machine":"\#(machine.id)"}"#)
        for lane in Deployment.lanes {
            try await api.must(.PUT, "/v1/places/\(machine.place)/lanes/\(lane)", #"{"count":\#(stock)}"#)
        }
        return machine
    }

    /// Waits until every machine is connected.
    func untilReady(seconds: Double = 120) async throws {
        try await eventually("all machines are ready", timeoutSeconds: seconds, pollMilliseconds: 250) {
            guard let answer = try? await api.ask(.GET, "/v1/machines", timeoutSeconds: 5), answer.status == 200,
                let found = answer["machines"] as? [[String: Any]]
            else { return false }
            return found.count == machines.count
                && found.allSatisfy {
                    $0["connected"] as? Bool == true && $0["profileMatches"] as? Bool == true
                        && !($0["lanes"] as? [Any] ?? []).isEmpty
                }
        }
    }

    /// The process of a program; nil between two lives.
    func pid(of name: String) -> Int32? { supervisor.report(of: name)?.pid }

    /// Ends everything, the last started first.
    func stop() async throws {
        supervisor.stop()
        await supervisor.waitUntilStopped()
        for machine in machines { try await machine.proxy.stop() }
    }
}
