import Foundation
import TestSupport
import Testing

/// What keeps a technician from flashing an emulated machine is said in words, and the machine is as it was.
@Suite(
    "What is in the way of a flash",
    .serialized,
    .enabled(if: RigTier.isFull, "make rig runs it"),
    .timeLimit(.minutes(40))
)
struct FlashObstacleTests {
    @Test func isSaidAndTheMachineIsAsItWas() async throws {
        let bench = try await FlashBench.start()
        let one = try await bench.releases.make(number: 1, version: "1.0.0")
        let flashed = try await bench.mintmark(["flash", FlashBench.host, "--release", one] + FlashBench.first)
        try #require(flashed.status == 0, "\(flashed.text)")
        try await bench.stand.furnish()
        let two = try await bench.releases.make(number: 2, version: "2.0.0", ballast: 16_000_000)

        try await Self.expectRefusals(bench, two)
        for step in ["sending", "staged", "trial", "started", "passed"] {
            try await Self.expectReturn(bench, two, from: step)
        }

        // And when nothing is in the way any more, it goes on.
        let updated = try await bench.mintmark("flash", FlashBench.host, "--release", two)
        #expect(updated.status == 0, "\(updated.text)")
        try await bench.sell("a1")
        try await bench.rig.rig("down")
    }

    // MARK: Refusals

    /// Each is refused before anything is changed.
    private static func expectRefusals(_ bench: FlashBench, _ release: String) async throws {
        let before = try await state(of: bench)
        func expect(
            _ status: Int32,
            _ words: String,
            _ arguments: [String]? = nil,
            _ environment: [String: String] = [:],
            line: Int = #line
        ) async throws {
            let ending = try await bench.mintmark(
                arguments ?? ["flash", FlashBench.host, "--release", release],
                environment: environment
            )
            #expect(ending.status == status && ending.text.contains(words), "line \(line): \(ending.text)")
            #expect(try await state(of: bench) == before, "line \(line)")
        }

        // A host key that was never seen, and another one than is known.
        let known = try String(contentsOfFile: bench.knownHosts, encoding: .utf8)
        try "".write(toFile: bench.knownHosts, atomically: true, encoding: .utf8)
        try await expect(77, "is not known to you")
        let other = bench.folder.path("other-host")
        _ = try await ChildProcess("ssh-keygen", arguments: ["-q", "-t", "ed25519", "-N", "", "-f", other])
            .waitUntilExit()
        let key = try String(contentsOfFile: "\(other).pub", encoding: .utf8).split(separator: " ").prefix(2)
        let name = known.split(separator: " ").first ?? ""
        try "\(name) \(key.joined(separator: " "))\n".write(toFile: bench.knownHosts, atomically: true, encoding: .utf8)
        try await expect(77, "another host key than the one you know")
        try known.write(toFile: bench.knownHosts, atomically: true, encoding: .utf8)

        // A release of somebody else, and one that was changed on the way.
        let stranger = try await TestRelease()
        try await expect(77, "signed by another key", nil, ["MINTMARK_RELEASE_KEY": stranger.publicKeyFile])
        let tampered = try await bench.releases.tamper(release)
        try await expect(65, "changed after it was signed", ["flash", FlashBench.host, "--release", tampered])

        // No room, no library, no right to become root.
        try await bench.rig.sh(
            "sudo fallocate -l $(($(df -Pk /opt | sed -n '2p' | tr -s ' ' | cut -d' ' -f4) - 20000))K /opt/filler"
        )
        try await expect(75, "MiB of room")
        try await bench.rig.sh("sudo rm /opt/filler")
        try await bench.rig.sh("sudo mv /usr/lib/x86_64-linux-gnu/libmodbus.so.5* /root/ && sudo ldconfig")
        try await expect(65, "sudo apt-get install libmodbus5")
        try await bench.rig.sh("sudo sh -c 'mv /root/libmodbus.so.5* /usr/lib/x86_64-linux-gnu/ && ldconfig'")
        try await bench.rig.sh(
            """
            set -e
            sudo useradd --create-home visitor
            sudo cp -r ~/.ssh /home/visitor/
            sudo chown -R visitor /home/visitor/.ssh
            """
        )
        try await expect(77, "may not use sudo", ["flash", "visitor@\(FlashBench.host)", "--release", release])
    }

    /// Which files are in the slots, what runs, and since when.
    private static func state(of bench: FlashBench) async throws -> String {
        try await bench.rig.sh(
            """
            cd /opt/mintmark/agent
            sudo find . -path ./incoming -prune -o \\( -type f -o -type l \\) -printf '%p %l %m %s %T@\\n' | sort
            systemctl show -P MainPID mintmark-agent
            cat /proc/sys/kernel/random/boot_id
            """
        )
    }

    // MARK: Lost connections

    /// The cable is pulled while the flash is at a step, for longer than anybody waits, and plugged again.
    private static func expectReturn(_ bench: FlashBench, _ release: String, from step: String) async throws {
        let current = try await bench.rig.sh("readlink /opt/mintmark/agent/current")
        try await bench.hold(at: step, seconds: 5)
        let technician = try bench.begin(["flash", FlashBench.host, "--release", release])
        do {
            try await bench.untilHeld(at: step)
        } catch {
            throw TestSupportError("\(step): \(error)\n\(technician.lines.joined(separator: "\n"))")
        }
        try await bench.rig.rig("net", "off")
        let status = try await technician.waitUntilExit(timeoutSeconds: 300)
        let text = technician.lines.joined(separator: "\n")
        try await bench.rig.rig("net", "on")
        #expect(status == 69, "\(step): \(text)")
        #expect(text.contains(step == "sending" ? "lost" : "to its earlier release by itself"), "\(text)")

        let after = try await bench.rig.sh(
            """
            cd /opt/mintmark/agent
            for try in $(seq 150); do
                [ "$(systemctl is-active mintmark-flash)" = inactive ] && [ ! -e trial ] && break
                sleep 1
            done
            [ ! -e trial ] || echo 'a trial is left'
            readlink current
            systemctl is-active mintmark-agent
            sed -n 's/^outcome //p;s/^reason //p' outcome
            """
        )
        // The cable may be gone just after the machine was told, and before it could answer.
        let mayHaveKept = step == "passed" && text.contains("while you confirmed")
        if !mayHaveKept || !after.hasSuffix("\nactive\nkept\n") {
            #expect(after.hasPrefix("\(current)\nactive\n"), "\(step): \(after)")
            if step != "sending" { #expect(after.contains("returned\n"), "\(step): \(after)") }
        }
        try await bench.sell("a2")
    }
}
