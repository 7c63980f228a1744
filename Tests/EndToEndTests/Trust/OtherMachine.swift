import Foundation
import Supervision
import Synchronization
import TestSupport

/// Another computer with lines of its own beside the stand's machine: a copy, a thief, or one with a clock of its own.
final class OtherMachine: Sendable {
    let stand: Stand
    let name: String
    let state: String
    private let folder: String
    private let world: ChildProcess
    private let agent = Mutex<ChildProcess?>(nil)
    private let gone = Mutex<[String]>([])

    /// Starts its physical world; its agent is started by `start`.
    /// - Parameters:
    ///   - name: what it is called.
    ///   - state: a copy of another machine's state; an empty folder if nil.
    init(_ name: String = "lobby-1", state: String? = nil, on stand: Stand) async throws {
        self.stand = stand
        self.name = name
        folder = stand.folder.path("other-\(UUID().uuidString.prefix(8))")
        self.state = state ?? "\(folder)/state"
        try FileManager.default.createDirectory(atPath: self.state, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let chip = "\(folder)/chip"
        world = try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: [
                "simulate", "--profile", stand.folder.path("profile.json"), "--socket", chip, "--log",
                "\(folder)/world.log",
            ]
        )
        try await eventually("the other machine is there") { FileManager.default.fileExists(atPath: chip) }
    }

    /// Makes a secret for its name and puts it on the machine.
    func giveSecret() async throws {
        let made = try await stand.api.post("/v1/machines/secrets", #"{"name":"\#(name)"}"#)
        try put(secret: made["secret"].text)
    }

    /// Puts a secret on the machine.
    func put(secret: String) throws {
        try secret.write(toFile: "\(folder)/secret", atomically: true, encoding: .utf8)
    }

    /// Starts its agent.
    func start(environment: [String: String] = [:]) throws {
        let process = try ChildProcess(
            BuiltProducts.path("mintmark-agent"),
            arguments: try arguments(),
            environment: environment
        )
        agent.withLock { $0 = process }
    }

    /// Asks its agent to end and waits until it has.
    func stop() async throws {
        guard let process = agent.withLock({ $0 }) else { return }
        process.send(signal: SIGTERM)
        _ = try await process.waitUntilExit(timeoutSeconds: 15)
        gone.withLock { $0 += process.lines }
        agent.withLock { $0 = nil }
    }

    /// What its agents wrote.
    var lines: [String] { gone.withLock { $0 } + (agent.withLock { $0 }?.lines ?? []) }

    /// What a technician reads on it: its id.
    func identity() async throws -> String {
        try await eventually("its keys are made", timeoutSeconds: 30) { [state] in
            FileManager.default.fileExists(atPath: "\(state)/identity.key")
        }
        let process = try ChildProcess(BuiltProducts.path("mintmark-agent"), arguments: ["identity"] + arguments())
        guard try await process.waitUntilExit(timeoutSeconds: 10) == 0, let line = process.lines.last else {
            throw TestSupportError("mintmark-agent identity: \(process.lines)")
        }
        return line
    }

    /// How often its motors were turned on.
    func firings() throws -> Int {
        guard FileManager.default.fileExists(atPath: "\(folder)/world.log") else { return 0 }
        return try MachineLogEntry.read(String(contentsOfFile: "\(folder)/world.log", encoding: .utf8))
            .count { $0.what == .on }
    }

    /// Waits until the operator sees it in order, and lets the place sell from it.
    func takeOverThePlace() async throws {
        let id = try await identity()
        let profile = try String(contentsOfFile: stand.folder.path("profile.json"), encoding: .utf8)
        _ = try await stand.patient { [stand] in try await stand.api.put("/v1/machines/\(id)/profile", profile) }
        try await untilReady()
        _ = try await stand.api.put("/v1/places/lobby/machine", #"{"machine":"\#(id)"}"#)
    }

    /// Waits until it is connected and its lanes are ready.
    func untilReady() async throws {
        let id = try await identity()
        do {
            _ = try await stand.patient { [stand] in
                let machine = try await stand.api.get("/v1/machines/\(id)")
                guard machine["connected"].text == "true", machine["profileMatches"].text == "true",
                    !machine["lanes"].list.isEmpty
                else { throw TestSupportError("\(id) is not ready: \(machine)") }
                return true
            }
        } catch {
            throw TestSupportError("\(error)\n--- other agent ---\n\(lines.suffix(12).joined(separator: "\n"))")
        }
    }

    private func arguments() throws -> [String] {
        let config = "\(folder)/agent.json"
        let text = """
            {"name":"\(name)","coordinator":["https://127.0.0.1:\(stand.port)"],"secretFile":"\(folder)/secret",
            "profileFile":"\(stand.folder.path("profile.jws"))","lines":{"kind":"socket","path":"\(folder)/chip"}}
            """
        try text.write(toFile: config, atomically: true, encoding: .utf8)
        return ["--state", state, "--config", config]
    }
}

extension Stand {
    /// One sale, paid, delivered and captured.
    func sell(_ selection: String = "a1") async throws {
        let id = try await order(selection)["id"].text
        try await pay(id)
        try await customer(of: id, reads: "delivered")
        try await sale(id) { $0["ending"].text == "captured" }
    }

    /// The secret that the stand's machine enrolled with.
    var usedSecret: String { get throws { try String(contentsOfFile: folder.path("secret"), encoding: .utf8) } }
}
