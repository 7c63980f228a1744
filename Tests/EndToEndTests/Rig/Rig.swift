import Foundation
import TestSupport

/// A whole Debian machine under emulation, which `hardware/rig` makes: systemd, sshd and a chip of the kernel.
final class Rig: Sendable {
    let folder: TemporaryDirectory
    private let script = "\(PackageRoot.path)/hardware/rig/rig"

    init() throws { folder = try TemporaryDirectory() }

    /// A machine that a failed test left running goes with its folder.
    deinit {
        let pid = try? String(contentsOfFile: folder.path("machine/pid"), encoding: .utf8)
        if let pid = pid.flatMap({ Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) { kill(pid, SIGKILL) }
    }

    /// Does one thing with the machine.
    /// - Returns: what it printed.
    @discardableResult
    func rig(_ verb: String, _ more: String..., seconds: Double = 300) async throws -> String {
        let process = try ChildProcess("/bin/bash", arguments: [script, verb, folder.path("machine")] + more)
        guard try await process.waitUntilExit(timeoutSeconds: seconds) == 0 else {
            throw TestSupportError("rig \(verb) \(more): \(process.lines.suffix(20).joined(separator: "\n"))")
        }
        return process.lines.joined(separator: "\n")
    }

    /// Runs a script there.
    @discardableResult
    func sh(_ script: String) async throws -> String { try await rig("ssh", script, seconds: 180) }

    /// Leads a port of this computer to the coordinator there, as long as the process is kept.
    func tunnel() async throws -> (process: ChildProcess, port: Int) {
        let port = try freePort()
        let process = try ChildProcess(
            "/bin/bash",
            arguments: [script, "tunnel", folder.path("machine"), String(port)]
        )
        return (process, port)
    }

    /// What happened to the motors and the goods since the boot: `on`, `off` or `drop`, the motor, and when, in
    /// seconds.
    func world() async throws -> [(what: String, motor: String, at: Double)] {
        try await sh("cat /run/rig/log 2>/dev/null || true").split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            return words.count == 3 ? Double(words[2]).map { (words[0], words[1], $0) } : nil
        }
    }
}
