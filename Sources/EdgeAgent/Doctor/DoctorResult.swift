import Doctor
import FoundationEssentials
import Machine
import Protocol

/// What an examination found, and what a support file is made of.
struct DoctorResult: Sendable {
    var facts: DoctorFacts
    var configuration: AgentConfiguration?
    var profile: MachineProfile?
    var stored: StoredTrust?
    private let state: String
    private let config: String

    init(isAgentRunning: Bool, state: String, config: String) {
        facts = DoctorFacts(setup: SetupFacts(isAgentRunning: isAgentRunning))
        self.state = state
        self.config = config
    }

    /// The support file's bytes, without secrets.
    func supportFile(_ report: DoctorReport) -> [UInt8] {
        let redactor = Redactor(secrets: secrets)
        let file = SupportFile(
            report: report,
            configuration: (try? TextFile.text(config)) ?? "",
            profile: profile.map { String(decoding: $0.canonicalJSON(), as: UTF8.self) } ?? "",
            keyset: stored?.trust.flatMap { try? JSONEncoder().encode($0.keyset) }
                .map { String(decoding: $0, as: UTF8.self) } ?? "",
            folders: [state, Self.folder(of: config)],
            log: SupportFile.agentLog(),
            redactor: redactor
        )
        return file.json(redactor)
    }

    /// What may never be in it: the private keys, the enrolment secret and its parts, the ratchet.
    private var secrets: [String] {
        let keys = ["identity.key", "operational.key", "operational.key.next"]
        var secrets = keys.compactMap { try? TextFile.text("\(state)/\($0)") }
        if let path = configuration?.secretFile, let text = try? TextFile.text(path) {
            secrets.append(text)
            secrets += text.split(separator: ".").map(String.init)
        }
        if let ratchet = stored?.trust?.ratchet { secrets.append(ratchet) }
        return secrets
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
