import Foundation
import TestSupport

/// The script of the slots on a computer of its own: a folder in the place of `/`, and a service manager that only
/// writes down what it is told.
final class SlotsBench {
    let folder: TemporaryDirectory
    private let script = "\(PackageRoot.path)/systemd/slots/slots"

    /// The agent of a slot, as the script knows it: whether the service manager can start it, and what its gate says.
    enum Agent: String {
        case good, doesNotStart, failsItsGate, endsByItself
    }

    init() throws {
        folder = try TemporaryDirectory()
        for path in ["bin", "root/opt/mintmark/agent", "root/run"] {
            try FileManager.default.createDirectory(atPath: folder.path(path), withIntermediateDirectories: true)
        }
        let restart = "[ \"$(cat \"$ROOT/opt/mintmark/agent/current/kind\" 2>/dev/null)\" != doesNotStart ] || exit 1"
        let stubs = [
            "systemctl": """
            echo "$*" >>"$ROOT/run/told"
            case "$*" in
                *is-failed*) [ "$(cat "$ROOT/opt/mintmark/agent/current/kind" 2>/dev/null)" = endsByItself ] ;;
                *is-active*) [ -e "$ROOT/run/active" ] ;;
                *restart*) \(restart); : >"$ROOT/run/active" ;;
                stop*) rm -f "$ROOT/run/active" ;;
                *NRestarts*) echo 0 ;;
            esac
            """,
            "journalctl": "echo 'the last words of the agent'", "systemd-sysusers": "exit 0", "chgrp": "exit 0",
            "udevadm": "exit 0",
        ]
        for (name, text) in stubs { try write("#!/bin/sh\n\(text)\n", "bin/\(name)", executable: true) }
    }

    private func write(_ text: String, _ path: String, executable: Bool = false) throws {
        try text.write(toFile: folder.path(path), atomically: true, encoding: .utf8)
        if executable {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path(path))
        }
    }

    /// Puts a release into `incoming`, as `mintmark flash` does.
    /// - Parameter confirmSeconds: how long it waits for the technician.
    func upload(_ version: String, number: Int, _ agent: Agent, confirmSeconds: Int = 30) throws {
        let incoming = "root/opt/mintmark/agent/incoming"
        try FileManager.default.createDirectory(atPath: folder.path(incoming), withIntermediateDirectories: true)
        let gate = agent == .failsItsGate ? "echo 'an output is not safe'; exit 1" : "echo passed; exit 0"
        let program = """
            #!/bin/sh
            case "$1" in
                gate) \(gate) ;;
                lease)
                    echo "$*" >>"$ROOT/run/leases"
                    [ ! -e "$ROOT/run/busy" ] || { echo 'a delivery'; exit 75; }
                    ;;
            esac
            # \(version)

            """
        let settings = #"{"localSocket": "/run/mintmark-agent/socket"}"#
        let systemd = [
            "mintmark-agent.service", "mintmark-agent-retry.timer", "slots.conf", "sysusers.conf",
            "60-mintmark-agent.rules", "mintmark-slots.service",
        ]
        var files = systemd.map { ("systemd/\($0)", "of \(version)\n", "644") }
        files += [
            ("mintmark-agent", program, "755"), ("kind", "\(agent.rawValue)\n", "644"),
            ("slots", try String(contentsOfFile: script, encoding: .utf8), "755"),
            ("settings/agent.json", settings, "644"),
        ]
        var plan = ""
        for (path, text, mode) in files {
            let digest = Digests.sha256(text)
            try write(text, "\(incoming)/\(digest)")
            plan += "\(digest) \(mode) \(path)\n"
        }
        try write(plan, "\(incoming)/plan")
        try write("version \(version)\nnumber \(number)\n", "\(incoming)/about")
        try write("2\n", "\(incoming)/seconds")
        try write("\(confirmSeconds)\n", "\(incoming)/confirm-seconds")
    }

    private var environment: [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return [
            "MINTMARK_ROOT": folder.path("root"), "ROOT": folder.path("root"), "PATH": "\(folder.path("bin")):\(path)",
        ]
    }

    /// Runs the script to its end.
    /// - Parameter confirms: whether a technician confirms once the gate is passed.
    /// - Returns: its log.
    @discardableResult
    func run(_ word: String, confirms: Bool = true) async throws -> String {
        try? FileManager.default.removeItem(atPath: folder.path("root/run/mintmark-flash/log"))
        let process = try ChildProcess("/bin/sh", arguments: [script, word], environment: environment)
        var isConfirmed = false
        try await eventually("slots \(word) ends", timeoutSeconds: 60, pollMilliseconds: 20) {
            if confirms, !isConfirmed, self.log.contains("passed") {
                isConfirmed = true
                try self.write("", "root/run/mintmark-flash/confirm")
            }
            return process.exit != nil
        }
        return log
    }

    /// Runs the script and cuts the power at a step: everything ends there, and what is in memory is gone.
    /// - Returns: whether it came to that step.
    func cut(_ word: String, at step: String) async throws -> Bool {
        try FileManager.default.createDirectory(
            atPath: folder.path("root/run/mintmark-flash"),
            withIntermediateDirectories: true
        )
        try write(step, "root/run/mintmark-flash/hold")
        try? FileManager.default.removeItem(atPath: folder.path("root/run/mintmark-flash/log"))
        let process = try ChildProcess("/bin/sh", arguments: [script, word], environment: environment)
        var isConfirmed = false
        var reached = false
        try await eventually("slots \(word) comes to \(step)", timeoutSeconds: 60, pollMilliseconds: 20) {
            if !isConfirmed, step != "passed", self.log.contains("passed") {
                isConfirmed = true
                try self.write("", "root/run/mintmark-flash/confirm")
            }
            reached = self.log.split(separator: "\n").contains { $0.hasPrefix(step) }
            return reached || process.exit != nil
        }
        process.send(signal: 9)
        _ = try await process.waitUntilExit()
        try FileManager.default.removeItem(atPath: folder.path("root/run"))
        try FileManager.default.createDirectory(atPath: folder.path("root/run"), withIntermediateDirectories: true)
        return reached
    }

    private var log: String {
        (try? String(contentsOfFile: folder.path("root/run/mintmark-flash/log"), encoding: .utf8)) ?? ""
    }

    /// The version of the slot that is current; nil when there is none.
    var current: String? { version("current") }
    /// The version of the slot to go back to.
    var previous: String? { version("previous") }

    private func version(_ link: String) -> String? {
        let about = try? String(contentsOfFile: folder.path("root/opt/mintmark/agent/\(link)/about"), encoding: .utf8)
        return about?.split(separator: "\n").first.map { String($0.dropFirst("version ".count)) }
    }

    /// What is there below `/opt/mintmark/agent`.
    func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.path("root/opt/mintmark/agent/\(path)"))
    }

    /// How the last one ended: the text for the agent.
    var outcome: String {
        (try? String(contentsOfFile: folder.path("root/opt/mintmark/agent/outcome"), encoding: .utf8)) ?? ""
    }

    /// Something is under way on the machine.
    func setBusy(_ busy: Bool) throws {
        if busy {
            try write("", "root/run/busy")
        } else {
            try FileManager.default.removeItem(atPath: folder.path("root/run/busy"))
        }
    }

    /// Whether the units of the service manager are linked.
    var isLinked: Bool {
        let path = folder.path("root/etc/systemd/system/mintmark-agent.service")
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    }
}
