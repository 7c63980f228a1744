import Foundation
import Glibc
import Supervision

/// Where the demo keeps everything. Sockets have a folder of their own when the state's path is too long for them.
struct DemoFolder: Sendable {
    /// The state folder.
    let path: String
    /// Whether it was made for this run only.
    let isTemporary: Bool
    /// The folder of the sockets.
    let sockets: String

    /// What the longest socket's name takes, in bytes.
    private static let socketNameBytes = 24

    /// Takes the given folder, or makes a temporary one.
    init(_ given: String?) throws {
        if let given {
            let url = URL(fileURLWithPath: given)
            path = url.standardizedFileURL.path
            isTemporary = false
            try LocalFile.makeFolder(path)
        } else {
            path = try Self.temporary("mintmark-demo")
            isTemporary = true
        }
        try Self.lock(path)
        for name in ["logs", "agent"] { try LocalFile.makeFolder("\(path)/\(name)") }
        let usual = "\(path)/run"
        if usual.utf8.count + Self.socketNameBytes <= UnixSocket.maximumPathBytes {
            try LocalFile.makeFolder(usual)
            sockets = usual
        } else {
            sockets = try Self.temporary("mintmark-run")
        }
    }

    /// The coordinator's state.
    var coordinator: String { "\(path)/coordinator" }
    /// The coordinator's configuration.
    var coordinatorConfiguration: String { "\(path)/coordinator.json" }
    /// The agent's state.
    var agent: String { "\(path)/agent" }
    /// The agent's configuration.
    var agentConfiguration: String { "\(path)/agent.json" }
    /// The one-time secret.
    var secret: String { "\(path)/enrolment.secret" }
    /// The signed profile.
    var profile: String { "\(path)/profile.jwt" }
    /// What the motors and goods did.
    var firings: String { "\(path)/firings.log" }
    /// The port of the last run.
    var port: String { "\(path)/port" }
    /// The simulated chip.
    var chip: String { "\(sockets)/chip.sock" }
    /// The simulator's instructions.
    var control: String { "\(sockets)/control.sock" }
    /// The agent's metrics.
    var metrics: String { "\(sockets)/metrics.sock" }

    /// The log of one program.
    func log(of program: String) -> String { "\(path)/logs/\(program).log" }

    /// The last lines of a program's log.
    func tail(of program: String) -> String {
        let text = (try? LocalFile.text(log(of: program))) ?? ""
        return text.split(separator: "\n").suffix(8).map { "    \($0)" }.joined(separator: "\n")
    }

    /// Removes what belongs to this run only.
    func clean() {
        if sockets != "\(path)/run" { try? FileManager.default.removeItem(atPath: sockets) }
        if isTemporary { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Keeps a second demo out for as long as this process lives.
    private static func lock(_ path: String) throws {
        let descriptor = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandError(
                "\(path) can't be written; choose another folder.",
                cause: String(cString: strerror(errno))
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw CommandError("Another demo runs in \(path); stop it, or choose another folder with --state.")
        }
    }

    private static func temporary(_ name: String) throws -> String {
        var template = Array("\(NSTemporaryDirectory())/\(name)-XXXXXX".replacing("//", with: "/").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandError(
                "No temporary folder can be made; is there room?",
                cause: String(cString: strerror(errno))
            )
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
