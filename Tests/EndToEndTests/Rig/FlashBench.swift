import Foundation
import TestSupport

/// A coordinator on this computer, a fresh emulated machine that reaches nothing but it, and a technician with ssh, a
/// release key and `mintmark flash`.
final class FlashBench: Sendable {
    /// What the machine calls the coordinator.
    static let coordinator = "https://10.0.2.100:8443"
    /// What the technician calls the machine.
    static let host = "machine"

    /// How a command of the technician ended.
    struct Ending: Sendable {
        var status: Int32
        /// What it printed and complained.
        var text: String
        var seconds: Double
    }

    let rig: Rig
    let releases: TestRelease
    let folder: TemporaryDirectory
    private let port: Int
    private let program: ChildProcess
    private let token: String

    private init(_ rig: Rig, _ releases: TestRelease, _ folder: TemporaryDirectory, _ port: Int) async throws {
        (self.rig, self.releases, self.folder, self.port) = (rig, releases, folder, port)
        let configuration = """
            {"listen":{"host":"127.0.0.1","port":\(port)},"publicURL":"\(Self.coordinator)",
            "releaseKeys":["\(try releases.publicKey())"],
            "rails":[{"id":"play","kind":"sandbox","canHold":true}],"rates":{"SANDBOX-EUR":"1"}}
            """
        let file = folder.path("coordinator.json")
        try configuration.write(toFile: file, atomically: true, encoding: .utf8)
        let program = try ChildProcess(
            BuiltProducts.path("mintmark-coordinator"),
            arguments: ["--config", file, "--state", folder.path("state")]
        )
        self.program = program
        try await eventually("the coordinator listens", timeoutSeconds: 60) {
            if let exit = program.exit { throw TestSupportError("it ended: \(exit) \(program.lines.suffix(5))") }
            return program.lines.contains { $0.contains("listening") }
        }
        token = try String(contentsOfFile: folder.path("state/operator.token"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    var api: API { API(base: "https://127.0.0.1:\(port)", token: token) }

    /// Starts the coordinator and boots the machine with the lines and the world of a snack machine.
    static func start() async throws -> FlashBench {
        let build = try ChildProcess("/bin/bash", arguments: ["\(PackageRoot.path)/hardware/rig/build"])
        guard try await build.waitUntilExit(timeoutSeconds: 900) == 0 else {
            throw TestSupportError("hardware/rig/build: \(build.lines.suffix(10))")
        }
        let bench = try await FlashBench(Rig(), TestRelease(), TemporaryDirectory(), freePort())
        try await bench.boot()
        let profile = bench.folder.path("snack-6.json")
        let hardware = "\(PackageRoot.path)/hardware"
        let compiled = try await bench.mintmark(
            "profile",
            "compile",
            "\(hardware)/machines/snack-6.yaml",
            "--boards",
            "\(hardware)/boards",
            "-o",
            profile
        )
        guard compiled.status == 0 else { throw TestSupportError(compiled.text) }
        try await bench.rig.wire(profile)
        try await bench.makeSSH()
        return bench
    }

    /// Powers the machine on.
    func boot() async throws {
        let up = try ChildProcess(
            "/bin/bash",
            arguments: ["\(PackageRoot.path)/hardware/rig/rig", "up", rig.folder.path("machine")],
            environment: ["RIG_FORWARD": String(port)]
        )
        guard try await up.waitUntilExit(timeoutSeconds: 300) == 0 else {
            throw TestSupportError("rig up: \(up.lines.suffix(10))")
        }
    }

    /// A technician's ssh: the first in the search path, with a configuration of its own.
    private func makeSSH() async throws {
        let machine = rig.folder.path("machine")
        let key =
            "\(ProcessInfo.processInfo.environment["MINTMARK_RIG"] ?? "\(PackageRoot.path)/.build/rig")/technician"
        let port = try String(contentsOfFile: "\(machine)/port", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let text = """
            Host \(Self.host)
              HostName 127.0.0.1
              Port \(port)
              User technician
              IdentityFile \(key)
              IdentitiesOnly yes
              UserKnownHostsFile \(folder.path("known_hosts"))

            """
        try text.write(toFile: folder.path("ssh_config"), atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: folder.path("bin"), withIntermediateDirectories: true)
        try "#!/bin/sh\nexec /usr/bin/ssh -F '\(folder.path("ssh_config"))' \"$@\"\n"
            .write(toFile: folder.path("bin/ssh"), atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path("bin/ssh"))
        try FileManager.default.copyItem(atPath: "\(machine)/known_hosts", toPath: folder.path("known_hosts"))
    }

    /// A command of the technician that is still running.
    func begin(_ arguments: [String]) throws -> ChildProcess {
        let environment = ProcessInfo.processInfo.environment
        return try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: arguments,
            environment: [
                "PATH": "\(folder.path("bin")):\(environment["PATH"] ?? "/usr/bin:/bin")",
                "MINTMARK_URL": "https://127.0.0.1:\(port)", "MINTMARK_TOKEN_FILE": folder.path("state/operator.token"),
                "MINTMARK_CERTIFICATE": folder.path("state/tls.crt"),
                "MINTMARK_RELEASE_KEY": releases.publicKeyFile,
            ]
        )
    }

    /// A command of the technician, to its end.
    func mintmark(_ arguments: String...) async throws -> Ending { try await mintmark(arguments) }

    /// A command of the technician, to its end.
    func mintmark(_ arguments: [String]) async throws -> Ending {
        let start = ContinuousClock.now
        let process = try begin(arguments)
        let status = try await process.waitUntilExit(timeoutSeconds: 400)
        let took = (ContinuousClock.now - start).components
        return Ending(
            status: status,
            text: process.lines.joined(separator: "\n"),
            seconds: Double(took.seconds) + Double(took.attoseconds) / 1e18
        )
    }

    /// The options of a machine's first flash.
    static let first = [
        "--name", "lobby-1", "--profile", "\(PackageRoot.path)/hardware/machines/snack-6.yaml", "--coordinator",
        coordinator,
    ]

    /// What of the installation is there, for comparison: slots, links, and the digests of what runs.
    func picture() async throws -> String {
        try await rig.sh(
            """
            cd /opt/mintmark/agent 2>/dev/null && { readlink current; readlink previous; sudo cat current/digests; ls -d trial; } 2>/dev/null
            systemctl is-active mintmark-agent; systemctl show -P MainPID mintmark-agent
            true
            """
        )
    }
}
