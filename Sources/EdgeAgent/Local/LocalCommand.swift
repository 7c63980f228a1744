import Glibc
import Protocol

/// What the agent's program does beside running: it asks the agent that runs.
///
///     mintmark-agent status --socket PATH
///     mintmark-agent gate --socket PATH [--offline]
///     mintmark-agent lease --socket PATH --owner NAME --seconds N
///     mintmark-agent end-lease --socket PATH --owner NAME
enum LocalCommand: Equatable {
    case status(socket: String)
    case gate(socket: String, offline: Bool)
    case lease(socket: String, owner: String, seconds: Int64)
    case endLease(socket: String, owner: String)

    /// How it ended; the numbers are those of sysexits(3).
    struct Ending: Equatable {
        /// The exit status: 0 done, 1 the gate is not passed, 69 no agent answers, 75 not now.
        var status: Int32
        /// What to print.
        var text: String
    }

    static let names: Set<String> = ["status", "gate", "lease", "end-lease"]

    /// Reads a command line without the program's name; nil when it is wrong.
    init?(_ arguments: ArraySlice<String>) {
        var values: [String: String] = [:]
        var offline = false
        var rest = arguments.dropFirst()
        while let name = rest.popFirst() {
            if name == "--offline" {
                offline = true
            } else {
                guard ["--socket", "--owner", "--seconds"].contains(name), let value = rest.popFirst() else {
                    return nil
                }
                values[name] = value
            }
        }
        guard let socket = values["--socket"] else { return nil }
        switch arguments.first {
        case "status" where values.count == 1 && !offline: self = .status(socket: socket)
        case "gate" where values.count == 1: self = .gate(socket: socket, offline: offline)
        case "lease" where values.count == 3 && !offline:
            guard let owner = values["--owner"], let seconds = values["--seconds"].flatMap({ Int64($0) }) else {
                return nil
            }
            self = .lease(socket: socket, owner: owner, seconds: seconds)
        case "end-lease" where values.count == 2 && !offline:
            guard let owner = values["--owner"] else { return nil }
            self = .endLease(socket: socket, owner: owner)
        default: return nil
        }
    }

    /// Asks.
    func run() -> Ending {
        do throws(AgentError) {
            switch self {
            case .status(let socket):
                return Self.ending(try LocalClient.request("GET", "/status", socket: socket))
            case .gate(let socket, let offline):
                return Self.judge(try LocalClient.request("GET", "/status", socket: socket), offline: offline)
            case .lease(let socket, let owner, let seconds):
                let target = "/lease?owner=\(owner)&seconds=\(seconds)"
                return Self.ending(try LocalClient.request("POST", target, socket: socket))
            case .endLease(let socket, let owner):
                return Self.ending(try LocalClient.request("DELETE", "/lease?owner=\(owner)", socket: socket))
            }
        } catch {
            return Ending(status: EX_UNAVAILABLE, text: error.message)
        }
    }

    private static func ending(_ answer: LocalAnswer) -> Ending {
        let text = String(decoding: answer.body, as: UTF8.self)
        switch answer.status {
        case 200: return Ending(status: 0, text: text)
        case 409: return Ending(status: EX_TEMPFAIL, text: text)
        default: return Ending(status: EX_USAGE, text: text)
        }
    }

    static func judge(_ answer: LocalAnswer, offline: Bool) -> Ending {
        guard answer.status == 200, let status = try? StrictJSON.decode(AgentStatus.self, from: answer.body) else {
            return Ending(status: 1, text: "the agent does not say how it is")
        }
        let missing = HealthGate.missing(status, offline: offline)
        return missing.isEmpty
            ? Ending(status: 0, text: "passed") : Ending(status: 1, text: missing.joined(separator: "; "))
    }
}
