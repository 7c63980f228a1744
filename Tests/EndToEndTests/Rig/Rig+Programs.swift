import Foundation
import TestSupport

extension Rig {
    /// Makes the machine's disk, and the packages of the programs of this test run.
    func prepare() async throws {
        let script = "\(PackageRoot.path)/hardware/rig/build"
        let build = try ChildProcess("/bin/bash", arguments: [script], environment: environment)
        guard try await build.waitUntilExit(timeoutSeconds: 1_500) == 0 else {
            throw TestSupportError("hardware/rig/build: \(build.lines.suffix(10))")
        }
        let pack = """
            set -e
            programs="$(dirname "$0")"
            ldd "$programs/mintmark-coordinator" "$programs/mintmark-agent" "$programs/mintmark" \
                | grep -o '/[^ ]*swift/linux/[^ ]*' | sort -u >"$1/libraries"
            mkdir "$1/runtime"
            xargs -a "$1/libraries" cp -t "$1/runtime"
            export SWIFT_RUNTIME="$(dirname "$(head -1 "$1/libraries")")" DEB_COMPRESSION=gzip
            packaging/deb "$programs" "$1/debs"
            """
        let packed = try ChildProcess(
            "/bin/bash",
            arguments: ["-c", "cd '\(PackageRoot.path)'; \(pack)", BuiltProducts.path("mintmark"), folder.path]
        )
        guard try await packed.waitUntilExit(timeoutSeconds: 300) == 0 else {
            throw TestSupportError("packing: \(packed.lines.suffix(10))")
        }
    }

    /// Installs packages on the machine, with the libraries that programs of a test run need.
    func install(_ packages: String...) async throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("debs")).filter { file in
            packages.contains { file.hasPrefix("\($0)_") }
        }
        guard files.count == packages.count else { throw TestSupportError("\(packages): there is only \(files)") }
        try await rig("copy", folder.path("runtime"), "/home/technician/")
        for file in files { try await rig("copy", folder.path("debs/\(file)"), "/home/technician/") }
        try await sh(
            """
            set -e
            sudo install -d /usr/lib/swift-runtime
            sudo cp runtime/* /usr/lib/swift-runtime/
            echo /usr/lib/swift-runtime | sudo tee /etc/ld.so.conf.d/swift.conf >/dev/null
            sudo ldconfig
            sudo dpkg --install \(files.joined(separator: " ")) >/dev/null
            sudo udevadm control --reload
            sudo udevadm trigger --settle --subsystem-match=gpio
            """
        )
    }

    /// Hangs on the lines of the machine's Raspberry Pi what a compiled profile wants.
    func wire(_ profile: String) async throws {
        try await rig("wire", "\(PackageRoot.path)/hardware/boards/raspberry-pi-4.yaml", profile)
        try await sh("sudo udevadm trigger --settle --subsystem-match=gpio")
    }

    /// Configures the agent and starts it. Its secret and its profile were copied to the technician's folder.
    /// - Parameter coordinator: where it is for the machine.
    func startAgent(coordinator: String) async throws {
        try await sh(
            """
            set -e
            sudo install -m 640 -g mintmark-agent secret /etc/mintmark/enrolment.secret
            sudo install -m 644 profile.jws /etc/mintmark/profile.jws
            echo '{"name":"lobby-1","coordinator":["\(coordinator)"],
                "secretFile":"/etc/mintmark/enrolment.secret","profileFile":"/etc/mintmark/profile.jws",
                "lines":{"kind":"kernel"},"localSocket":"/run/mintmark-agent/metrics"}' \
                | sudo tee /etc/mintmark/agent.json >/dev/null
            # A power cut may follow at once.
            sync
            sudo systemd-tmpfiles --create
            sudo systemctl start mintmark-agent
            """
        )
    }
}
