import Doctor
import Foundation

/// What the agent's doctor is called with, and what its answer means. Pure.
struct DoctorCall: Equatable {
    /// Where a flashed machine has its agent.
    static let slot = "/opt/mintmark/agent"
    /// Where a package looks for the configuration.
    static let packagedConfig = "/etc/mintmark/agent.json"

    /// What may be driven.
    var pulses: [String] = []
    /// Unit ids to look for.
    var scan: String?
    /// Whether a support file is wanted, which has the report in it.
    var isSupport = false
    /// The agent's configuration; nil for where it was installed with the agent.
    var config: String?
    /// The agent's state folder.
    var state: String

    /// The words after `doctor`, without those that say where the configuration is.
    /// - Parameter now: the caller's time, milliseconds since 1970; nil when both clocks are the same.
    func words(now: Int64?) -> [String] {
        var words = ["--state", state]
        words += isSupport ? ["--support", "-"] : ["--json"]
        for pulse in pulses { words += ["--pulse", pulse] }
        if let scan { words += ["--scan", scan] }
        if let now { words += ["--time", "\(now)"] }
        return words
    }

    /// A script of the POSIX shell that runs the agent which a computer has: that of its slot, or the package's.
    ///
    /// While a flash tries a release, its agent has to have the journal: the doctor stays away.
    /// - Parameters:
    ///   - now: as for `words`.
    ///   - agent: the agent of a computer without slots.
    func script(now: Int64?, agent: String = "mintmark-agent") -> String {
        let words = words(now: now).map(RemoteHost.quoted).joined(separator: " ")
        func call(_ agent: String, _ config: String) -> String {
            "exec \(RemoteHost.quoted(agent)) doctor --config \(RemoteHost.quoted(self.config ?? config)) \(words)"
        }
        let own = "\(Self.slot)/current/mintmark-agent"
        return """
            if [ -e \(Self.slot)/trial ]; then echo "A release is on trial; try again when it ends." >&2; exit 75; fi
            if [ -x \(own) ]; then
            \(call(own, "\(Self.slot)/current/settings/agent.json"))
            fi
            \(call(agent, Self.packagedConfig))
            """
    }

    /// What is asked before anything moves; nil when nothing does.
    static func question(_ pulses: [String], host: String?) -> String? {
        guard !pulses.isEmpty else { return nil }
        let place = host.map { " of \($0)" } ?? ""
        return "This turns \(pulses.joined(separator: ", "))\(place): goods may fall, and the agent has to be stopped. "
            + "Are all hands out of the machine?"
    }

    /// The report in an answer.
    /// - Throws: `CommandError`, with what the agent complained of.
    func report(_ outcome: LocalProcess.Ending) throws -> DoctorReport {
        do {
            return try DoctorReport.decode(outcome.output)
        } catch {
            throw refusal(outcome, error)
        }
    }

    /// The support file in an answer.
    /// - Throws: as `report`.
    func supportFile(_ outcome: LocalProcess.Ending) throws -> SupportFile {
        do {
            return try JSONDecoder().decode(SupportFile.self, from: Data(outcome.output))
        } catch {
            throw refusal(outcome, error)
        }
    }

    private func refusal(_ outcome: LocalProcess.Ending, _ error: any Error) -> CommandError {
        let complaint = outcome.errors.trimmingCharacters(in: .whitespacesAndNewlines)
        switch outcome.status {
        case 0, 1, 2:
            return CommandError(
                "The agent's report is not understood; install the programs of one release.",
                cause: complaint.isEmpty ? "\(error)" : complaint,
                status: .protocolBroken
            )
        case CommandEnd.usage.rawValue:
            return CommandError(
                "The agent does not take these words; check --scan, or install the programs of one release.",
                cause: complaint,
                status: .usage
            )
        case 126, 127:
            return CommandError(
                "There is no mintmark-agent; install it first.",
                cause: complaint,
                status: .notThere
            )
        case CommandEnd.notNow.rawValue:
            return CommandError("Not now.", cause: complaint, status: .notNow)
        default:
            return CommandError(
                "The agent's doctor ended with \(outcome.status).",
                cause: complaint.isEmpty ? nil : complaint,
                status: .unavailable
            )
        }
    }
}
