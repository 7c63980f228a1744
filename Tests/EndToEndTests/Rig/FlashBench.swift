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
    let stand: Stand
    let releases: TestRelease
    let folder: TemporaryDirectory

    /// Starts the coordinator and boots a machine with nothing of ours but the lines and the world of a snack machine.
    static func start() async throws -> FlashBench {
        let releases = try await TestRelease()
        var options = Stand.Options()
        options.publicURL = coordinator
        options.configuration += #","releaseKeys":["\#(try releases.publicKey())"]"#
        let stand = try await Stand.startCoordinator(options)
        // The same over power cuts, because it stands in the technician's configuration.
        let port = try freePort()
        let rig = try Rig(environment: ["RIG_FORWARD": String(stand.port), "RIG_PORT": String(port)])
        let bench = FlashBench(rig, stand, releases, try TemporaryDirectory())
        let build = try ChildProcess("/bin/bash", arguments: ["\(PackageRoot.path)/hardware/rig/build"])
        guard try await build.waitUntilExit(timeoutSeconds: 1_500) == 0 else {
            throw TestSupportError("hardware/rig/build: \(build.lines.suffix(10))")
        }
        try await rig.rig("up")
        try await stand.compileProfile(board: "raspberry-pi-4")
        try await rig.wire(stand.folder.path("profile.json"))
        try await bench.makeSSH()
        return bench
    }

    private init(_ rig: Rig, _ stand: Stand, _ releases: TestRelease, _ folder: TemporaryDirectory) {
        (self.rig, self.stand, self.releases, self.folder) = (rig, stand, releases, folder)
    }

    /// The host keys that the technician knows.
    var knownHosts: String { folder.path("known_hosts") }

    /// A technician's ssh: the first in the search path, with a configuration of its own.
    private func makeSSH() async throws {
        let machine = rig.folder.path("machine")
        let image = ProcessInfo.processInfo.environment["MINTMARK_RIG"] ?? "\(PackageRoot.path)/.build/rig"
        let port = try String(contentsOfFile: "\(machine)/port", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let text = """
            Host \(Self.host)
              HostName 127.0.0.1
              Port \(port)
              User technician
              IdentityFile \(image)/technician
              IdentitiesOnly yes
              UserKnownHostsFile \(knownHosts)

            """
        try text.write(toFile: folder.path("ssh_config"), atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: folder.path("bin"), withIntermediateDirectories: true)
        try "#!/bin/sh\nexec /usr/bin/ssh -F '\(folder.path("ssh_config"))' \"$@\"\n"
            .write(toFile: folder.path("bin/ssh"), atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path("bin/ssh"))
        try FileManager.default.copyItem(atPath: "\(machine)/known_hosts", toPath: knownHosts)
    }

    /// A command of the technician that is still running.
    func begin(_ arguments: [String], environment: [String: String] = [:]) throws -> ChildProcess {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let usual = [
            "PATH": "\(folder.path("bin")):\(path)",
            "MINTMARK_URL": "https://127.0.0.1:\(stand.port)",
            "MINTMARK_TOKEN_FILE": "\(stand.coordinatorState)/operator.token",
            "MINTMARK_CERTIFICATE": "\(stand.coordinatorState)/tls.crt",
            "MINTMARK_RELEASE_KEY": releases.publicKeyFile,
        ]
        return try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: arguments,
            environment: usual.merging(environment) { $1 }
        )
    }

    /// A command of the technician, to its end.
    func mintmark(_ arguments: String...) async throws -> Ending { try await mintmark(arguments) }

    /// A command of the technician, to its end.
    func mintmark(_ arguments: [String], environment: [String: String] = [:]) async throws -> Ending {
        let start = ContinuousClock.now
        let process = try begin(arguments, environment: environment)
        let status = try await process.waitUntilExit(timeoutSeconds: 400)
        return Ending(
            status: status,
            text: process.lines.joined(separator: "\n"),
            seconds: (ContinuousClock.now - start) / .seconds(1)
        )
    }

    /// The options of a machine's first flash.
    static let first = [
        "--name", "lobby-1", "--profile", "\(PackageRoot.path)/hardware/machines/snack-6.yaml", "--coordinator",
        coordinator,
    ]

    /// Sells one from beginning to end.
    func sell(_ selection: String) async throws {
        try await stand.until(selection, isReady: true)
        let order = try await stand.order(selection)
        try await stand.pay(order["id"].text)
        try await stand.sale(order["id"].text, seconds: 120) { $0["ending"].text == "captured" }
    }

    // MARK: Steps

    /// Lets the next flash stop at a step of the machine's own script, until the machine is started again.
    /// - Parameter seconds: for how long at most.
    func hold(at step: String, seconds: Int = 600) async throws {
        try await rig.sh(
            """
            set -e
            sudo mkdir -p /run/mintmark-flash
            sudo rm -f /run/mintmark-flash/log
            echo \(step) | sudo tee /run/mintmark-flash/hold >/dev/null
            script="until grep -q '^\(step) ' /run/mintmark-flash/log; do sleep 0.2; done
            sleep \(seconds); rm -f /run/mintmark-flash/hold"
            sudo systemd-run --quiet --collect sh -c "$script"
            """
        )
    }

    /// Waits until the flash is held there. While it is `sending` nothing is held; a part of it has arrived then.
    func untilHeld(at step: String) async throws {
        let condition =
            step == "sending"
            ? "[ $(du -sk /opt/mintmark/agent/incoming | cut -f1) -gt 8000 ]"
            : "grep -q '^\(step) ' /run/mintmark-flash/log"
        try await rig.sh(
            """
            sudo sh <<'END'
            for try in $(seq 4000); do
                if \(condition) 2>/dev/null; then exit 0; fi
                sleep 0.1
            done
            exit 1
            END
            """,
            seconds: 600
        )
    }
}
