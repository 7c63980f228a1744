import Foundation
import TestSupport

/// A whole Debian machine under emulation, which `hardware/rig` makes: systemd, sshd and a chip of the kernel.
final class Rig: Sendable {
    let folder: TemporaryDirectory
    /// What `rig` takes from its environment.
    let environment: [String: String]
    private let script = "\(PackageRoot.path)/hardware/rig/rig"

    init(environment: [String: String] = [:]) throws {
        folder = try TemporaryDirectory()
        self.environment = environment
    }

    /// A machine that a failed test left running goes with its folder.
    deinit {
        let pid = try? String(contentsOfFile: folder.path("machine/pid"), encoding: .utf8)
        if let pid = pid.flatMap({ Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) { kill(pid, SIGKILL) }
    }

    /// Does one thing with the machine.
    /// - Returns: what it printed.
    @discardableResult
    func rig(
        _ verb: String,
        _ more: String...,
        environment: [String: String] = [:],
        seconds: Double = 300
    ) async throws -> String {
        let process = try ChildProcess(
            "/bin/bash",
            arguments: [script, verb, folder.path("machine")] + more,
            environment: self.environment.merging(environment) { $1 }
        )
        guard try await process.waitUntilExit(timeoutSeconds: seconds) == 0 else {
            throw TestSupportError("rig \(verb) \(more): \(process.lines.suffix(20).joined(separator: "\n"))")
        }
        return process.lines.joined(separator: "\n")
    }

    /// Runs a script there.
    @discardableResult
    func sh(_ script: String, seconds: Double = 180) async throws -> String {
        try await rig("ssh", script, seconds: seconds)
    }

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

    /// The voltage of each line, `high` or `low`, by its name.
    func voltages() async throws -> [String: String] {
        let rows = try await rig("lines").split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        return Dictionary(uniqueKeysWithValues: rows.filter { $0.count >= 4 }.map { ($0[0], $0[2]) })
    }

    /// Waits on the machine itself until the motor is on, and does something at once.
    /// - Returns: when that was, in seconds since the machine's boot.
    @discardableResult
    func whenOn(_ motor: String, then deed: String = "true") async throws -> Double {
        let text = try await sh(
            """
            for try in $(seq 600); do grep -q '^on \(motor) ' /run/rig/log 2>/dev/null && break; sleep 0.1; done
            grep -q '^on \(motor) ' /run/rig/log || exit 1
            cut -d' ' -f1 /proc/uptime
            \(deed)
            """
        )
        guard let at = text.split(separator: "\n").first.flatMap({ Double($0) }) else {
            throw TestSupportError("no time: \(text)")
        }
        return at
    }

    /// Waits until the motor is off.
    /// - Returns: when that was, in seconds since the machine's boot.
    func off(_ motor: String) async throws -> Double {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            if let off = try await world().last(where: { $0.what == "off" && $0.motor == motor }) { return off.at }
            guard ContinuousClock.now < end else { throw TestSupportError("\(motor) is not off") }
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}
