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
            path = try LocalFile.temporaryFolder("mintmark-demo")
            isTemporary = true
        }
        try Self.lock(path)
        try LocalFile.makeFolder("\(path)/logs")
        let usual = "\(path)/run"
        if usual.utf8.count + Self.socketNameBytes <= UnixSocket.maximumPathBytes {
            try LocalFile.makeFolder(usual)
            sockets = usual
        } else {
            sockets = try LocalFile.temporaryFolder("mintmark-run")
        }
    }

    /// The coordinator's state.
    var coordinator: String { "\(path)/coordinator" }
    /// The coordinator's configuration.
    var coordinatorConfiguration: String { "\(path)/coordinator.json" }
    /// The port of the last run.
    var port: String { "\(path)/port" }

    /// What belongs to a machine.
    func files(of machine: String) -> Files { Files(folder: path, sockets: sockets, machine: machine) }

    /// Where one machine and its agent keep what is theirs.
    struct Files: Sendable {
        fileprivate let folder: String
        fileprivate let sockets: String
        fileprivate let machine: String

        /// The agent's state.
        var agent: String { "\(folder)/\(machine)" }
        /// The agent's configuration.
        var configuration: String { "\(folder)/\(machine).json" }
        /// The one-time secret.
        var secret: String { "\(folder)/\(machine).secret" }
        /// The signed profile.
        var profile: String { "\(folder)/\(machine).jwt" }
        /// What motors, goods and markers did.
        var world: String { "\(folder)/logs/\(machine)-world.log" }
        /// The simulated chip.
        var chip: String { "\(sockets)/\(machine).chip" }
        /// The simulator's instructions.
        var control: String { "\(sockets)/\(machine).control" }
        /// The agent's metrics.
        var metrics: String { "\(sockets)/\(machine).metrics" }
    }

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
}
