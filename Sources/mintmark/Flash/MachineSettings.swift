import ArgumentParser
import Foundation
import Machine
import Protocol

/// What a machine is told of its deployment: the files of a slot's `settings`. Without options the machine keeps what
/// it has.
struct MachineSettings: ParsableArguments {
    private static let folder = "/opt/mintmark/agent/current/settings"
    /// Where the agent's socket is on a flashed machine.
    static let socket = "/run/mintmark-agent/socket"

    @Option(help: "The machine's name: a-z, 0-9 and hyphens. Needed the first time.")
    var name: String?

    @Option(
        help: "The machine's profile: YAML, compiled or signed. What is not signed yet is signed by the coordinator.",
        completion: .file()
    )
    var profile: String?

    @Option(help: "For a profile in YAML: compile it for this board instead of the one it names.")
    var board: String?

    @Option(help: "For a profile in YAML: the folder of board files. (default: Mintmark's own hardware/boards)")
    var boards: String?

    @Option(
        help: ArgumentHelp(
            "A one-time secret that was made before. (default: the coordinator makes one)",
            valueName: "file"
        ),
        completion: .file()
    )
    var secret: String?

    @Option(
        help: ArgumentHelp(
            "Where the machine finds the coordinator. (default: where this command finds it)",
            valueName: "address"
        )
    )
    var coordinator: String?

    private struct AgentFile: Encodable {
        struct Lines: Encodable { let kind = "kernel" }
        let name: String
        let coordinator: [String]
        let secretFile = "\(MachineSettings.folder)/enrolment.secret"
        let profileFile = "\(MachineSettings.folder)/profile.jws"
        let lines = Lines()
        let localSocket = MachineSettings.socket
    }

    private struct SecretRequest: Encodable {
        let name: String
        let validSeconds: Int64
    }

    func validate() throws {
        if let name {
            guard (1...ProtocolLimits.nameCharacters).contains(name.utf8.count),
                name.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) })
            else { throw ValidationError("--name is 1 to 48 of a-z, 0-9 and hyphens.") }
        }
    }

    /// The files that are new, by their path in the slot.
    /// - Parameters:
    ///   - isNew: whether the computer has no settings yet.
    ///   - options: where the coordinator is, when it has to be asked.
    func files(isNew: Bool, _ options: CoordinatorOptions) async throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        if let profile { files["settings/profile.jws"] = try await signed(profile, options) }
        if let name {
            let text = try await secretText(name, isNew: isNew, options)
            if let text { files["settings/enrolment.secret"] = Array("\(text)\n".utf8) }
            let address = try coordinator ?? options.settings(environment: ProcessInfo.processInfo.environment).url
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let file = AgentFile(name: name, coordinator: [address ?? OperatorSettings.defaultURL])
            files["settings/agent.json"] = Array(try encoder.encode(file)) + Array("\n".utf8)
        }
        return files
    }

    /// What a plan shows of files that are not made yet.
    var placeholders: [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        if profile != nil { files["settings/profile.jws"] = Array("profile\n".utf8) }
        if name != nil {
            files["settings/agent.json"] = Array("agent\n".utf8)
            files["settings/enrolment.secret"] = Array("secret\n".utf8)
        }
        return files
    }

    /// Puts the profile on record at the coordinator, which sells nothing over a machine whose profile it does not
    /// know.
    func record(_ path: String, of machine: String, _ options: CoordinatorOptions) async throws {
        try await Self.record(ProfileFile.read(path, board: board, boards: boards), of: machine, options)
    }

    /// Puts a compiled profile on record.
    static func record(_ profile: MachineProfile, of machine: String, _ options: CoordinatorOptions) async throws {
        let bytes = profile.canonicalJSON()
        let target: APIPath = "/v1/machines/\(machine)/profile"
        try await options.withClient { client in
            _ = try await client.reply(.put, target, bytes: bytes, as: Answers.SignedProfile.self)
        }
    }

    private func secretText(_ name: String, isNew: Bool, _ options: CoordinatorOptions) async throws -> String? {
        if let secret { return try LocalFile.text(secret) }
        // A machine that is enrolled needs none; the used one still tells it its deployment.
        guard isNew else { return nil }
        return try await options.withClient { client in
            try await client.send(
                .post,
                "/v1/machines/secrets",
                SecretRequest(name: name, validSeconds: 3_600),
                as: Answers.Secret.self
            ).secret
        }
    }

    private func signed(_ path: String, _ options: CoordinatorOptions) async throws -> [UInt8] {
        let text = try LocalFile.text(path)
        if (try? Envelope.parse(text, as: .profile)) != nil { return Array("\(text)\n".utf8) }
        let bytes = try ProfileFile.read(path, board: board, boards: boards).canonicalJSON()
        let reply = try await options.withClient { client in
            try await client.reply(.post, "/v1/profiles/sign", bytes: bytes, as: Answers.SignedProfile.self)
        }
        return Array("\(reply.value.envelope)\n".utf8)
    }
}
