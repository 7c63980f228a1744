import Foundation
import Glibc

/// Another computer, reached with the user's own ssh: its configuration, keys and known hosts. One connection carries
/// everything. A host key is never taken silently: ssh asks the person at the terminal, or refuses.
struct RemoteHost: Sendable {
    /// As ssh knows it: `pi@10.0.0.5`, or a name of `~/.ssh/config`.
    let name: String
    private let folder: String

    /// Connects, runs the body, and disconnects.
    /// - Throws: `CommandError` that says why there is no connection.
    static func with<Result>(_ name: String, _ body: (RemoteHost) async throws -> Result) async throws -> Result {
        guard !name.hasPrefix("-"), !name.isEmpty else {
            throw CommandError("“\(name)” is no host; write it as ssh knows it, such as pi@10.0.0.5.", status: .usage)
        }
        // The path of a socket is short, so the folder is not in a long TMPDIR.
        let folder = try LocalFile.temporaryFolder("mintmark", below: "/tmp")
        let host = RemoteHost(name: name, folder: folder)
        do {
            try await host.connect()
            let result = try await body(host)
            await host.disconnect()
            return result
        } catch {
            await host.disconnect()
            throw error
        }
    }

    private var options: [String] {
        let asks = isatty(STDIN_FILENO) == 1
        return [
            "-o", "ControlMaster=auto", "-o", "ControlPath=\(folder)/%C", "-o", "ControlPersist=60",
            "-o", "StrictHostKeyChecking=\(asks ? "ask" : "yes")", "-o", "UpdateHostKeys=no",
            "-o", "BatchMode=\(asks ? "no" : "yes")", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=5",
            "-o", "ServerAliveCountMax=3", "-o", "Compression=yes", "-T",
        ]
    }

    private func connect() async throws {
        let ending = try await LocalProcess(arguments: ["ssh"] + options + ["--", name, "true"]).run()
        guard ending.status == 0 else { throw SSHTrouble.error(ending, host: name) }
    }

    private func disconnect() async {
        let arguments = ["ssh", "-o", "ControlPath=\(folder)/%C", "-O", "exit", "--", name]
        _ = try? await LocalProcess(arguments: arguments).run()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Runs a script of the POSIX shell there.
    /// - Parameters:
    ///   - root: whether as root, through sudo if the user is not root.
    ///   - input: what it reads, a piece at a time.
    ///   - shown: whether it prints to this terminal instead.
    /// - Returns: how it ended, whatever that was; a broken connection is thrown.
    func run(
        _ script: String,
        root: Bool = false,
        input: (@Sendable () throws -> [UInt8]?)? = nil,
        shown: Bool = false
    ) async throws -> LocalProcess.Ending {
        let shell = "sh -c \(Self.quoted(script))"
        let command =
            root ? "if [ \"$(id -u)\" = 0 ]; then exec \(shell); else exec sudo -n \(shell); fi" : "exec \(shell)"
        let arguments = ["ssh"] + options + ["--", name, command]
        let ending = try await LocalProcess(arguments: arguments).run(input: input, shown: shown)
        guard ending.status != 255 else { throw SSHTrouble.error(ending, host: name) }
        if root, SSHTrouble.isSudoRefusal(ending) { throw SSHTrouble.sudo(host: name) }
        return ending
    }

    /// Runs a script that has to succeed.
    /// - Parameter doing: what it does, for the error: `The release can't be put there`.
    @discardableResult
    func require(
        _ script: String,
        root: Bool = false,
        doing: String,
        input: (@Sendable () throws -> [UInt8]?)? = nil
    ) async throws -> String {
        let ending = try await run(script, root: root, input: input)
        try expectSuccess(ending, doing: doing)
        return ending.text
    }

    /// Says why a script failed, if it did.
    func expectSuccess(_ ending: LocalProcess.Ending, doing: String) throws {
        guard ending.status == 0 else {
            let full = ending.errors.contains("No space left on device")
            throw CommandError(
                full ? "\(doing): the disk of \(name) is full; make room there and try again." : "\(doing) on \(name).",
                cause: full ? nil : PlainText.line(ending.errors),
                status: full ? .notNow : .software
            )
        }
    }

    /// A word of the POSIX shell.
    static func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: #"'\''"#) + "'" }
}
