import Doctor
import Foundation

/// What the agent's doctor is called with, and what its answer means. Pure.
struct DoctorCall: Equatable {
    /// What came back.
    struct Outcome: Equatable {
        var status: Int32
        var output: [UInt8]
        var complaint: String
    }

    /// What may be driven.
    var pulses: [String] = []
    /// Unit ids to look for.
    var scan: String?
    /// Whether a support file is wanted, which has the report in it.
    var isSupport = false
    /// The agent's configuration.
    var config: String
    /// The agent's state folder.
    var state: String

    /// The words after the agent's name.
    /// - Parameter now: the caller's time, milliseconds since 1970; nil when both clocks are the same.
    func words(now: Int64?) -> [String] {
        var words = ["doctor", "--config", config, "--state", state]
        words += isSupport ? ["--support", "-"] : ["--json"]
        for pulse in pulses { words += ["--pulse", pulse] }
        if let scan { words += ["--scan", scan] }
        if let now { words += ["--time", "\(now)"] }
        return words
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
    func report(_ outcome: Outcome) throws -> DoctorReport {
        do {
            return try DoctorReport.decode(outcome.output)
        } catch {
            throw refusal(outcome, error)
        }
    }

    /// The support file in an answer.
    /// - Throws: as `report`.
    func supportFile(_ outcome: Outcome) throws -> SupportFile {
        do {
            return try JSONDecoder().decode(SupportFile.self, from: Data(outcome.output))
        } catch {
            throw refusal(outcome, error)
        }
    }

    private func refusal(_ outcome: Outcome, _ error: any Error) -> CommandError {
        let complaint = outcome.complaint.trimmingCharacters(in: .whitespacesAndNewlines)
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
        default:
            return CommandError(
                "The agent's doctor ended with \(outcome.status).",
                cause: complaint.isEmpty ? nil : complaint,
                status: .unavailable
            )
        }
    }
}
