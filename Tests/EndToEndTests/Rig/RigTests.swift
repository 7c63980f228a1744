import Foundation
import NIOHTTP1
import TestSupport
import Testing

/// The packages on a whole machine: systemd starts and watches the programs in their sandboxes, and the agent drives
/// lines of the kernel. What hangs on the lines is played by a program of the machine's own that outlives the agent.
@Suite(
    "On the emulated machine",
    .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["MINTMARK_RIG_TESTS"] != nil, "make rig runs it"),
    .timeLimit(.minutes(30))
)
struct RigTests {
    @Test func itSellsOverLinesOfTheKernelAndItsOutputsAreSafeWhateverHappens() async throws {
        let rig = try Rig()
        try await Self.prepare(rig)
        try await rig.rig("up")
        try await Self.install(rig)
        var tunnel = try await rig.tunnel()
        let token = try await rig.sh("sudo cat /var/lib/mintmark/operator.token")
        var api = API(base: "https://127.0.0.1:\(tunnel.port)", token: token)
        try await Self.furnish(rig, api)

        // A sale, from the order to the kernel's value file and back.
        let sold = try await Self.order(rig, api, "a1")
        try await Self.sale(rig, api, sold) { $0["ending"].text == "captured" }
        let world = try await rig.world()
        #expect(world.map(\.what) == ["on", "drop", "off"] && world.allSatisfy { $0.motor == "GPIO16" })
        #expect(try await rig.sh("gpioinfo 2>/dev/null | wc -l") == "0", "lines are for their group alone")

        // Killed while a motor turns: the kernel lets go of the line, systemd starts the agent again.
        try await rig.sh("sudo touch /run/rig/stuck")
        let killed = try await Self.order(rig, api, "a2")
        let killedAt = try await Self.whenOn(rig, "GPIO17", then: "sudo systemctl kill -s KILL mintmark-agent")
        let kill = try await Self.off(rig, "GPIO17") - killedAt
        #expect(kill < 2, "off \(kill) s after SIGKILL")
        try await Self.sale(rig, api, killed) { $0["goods"].text == "inDoubt" }

        // Frozen while a motor turns: the watchdog ends it.
        let frozen = try await Self.order(rig, api, "a3")
        let frozenAt = try await Self.whenOn(rig, "GPIO18", then: "sudo systemctl kill -s STOP mintmark-agent")
        let freeze = try await Self.off(rig, "GPIO18") - frozenAt
        #expect(freeze < 5, "off \(freeze) s after SIGSTOP; the watchdog has 2 s")
        try await Self.sale(rig, api, frozen) { $0["goods"].text == "inDoubt" }
        #expect(try await rig.sh("systemctl show -P NRestarts mintmark-agent") == "2")

        // The power goes while a motor turns. Afterwards everything is there, and no motor turns by itself.
        let cut = try await Self.order(rig, api, "a4")
        _ = try await Self.whenOn(rig, "GPIO19", then: "true")
        try await rig.rig("cut")
        try await rig.rig("up")
        tunnel = try await rig.tunnel()
        api = API(base: "https://127.0.0.1:\(tunnel.port)", token: token)
        try await Self.sale(rig, api, cut) { $0["goods"].text == "inDoubt" }
        #expect(try await rig.world().isEmpty)
        #expect(try await api.get("/v1/ledger/check")["findings"].list.isEmpty)
        #expect(
            try await rig.sh("sudo mintmark log fsck --state /var/lib/mintmark; systemctl --failed --no-legend")
                .hasSuffix("the root that was signed.")
        )
        try await Self.expectLoopBreaker(rig)
        let figures = String(format: "SIGKILL %.2f s, SIGSTOP %.2f s", kill, freeze)
        Attachment.record(figures, named: "seconds until the motor was off")
        try await rig.rig("down")
    }

    /// A configuration that can't work is not tried again at once, but after a while.
    private static func expectLoopBreaker(_ rig: Rig) async throws {
        let seen = try await rig.sh(
            """
            sudo cp -p /etc/mintmark/agent.json agent.json
            echo '{"name":"lobby-1","nonsense":1}' | sudo tee /etc/mintmark/agent.json >/dev/null
            sudo systemctl restart mintmark-agent 2>/dev/null
            systemctl show -P ActiveState mintmark-agent
            systemctl show -P ExecMainStatus mintmark-agent
            systemctl is-active mintmark-agent-retry.timer
            sudo cp -p agent.json /etc/mintmark/agent.json
            sudo systemctl start mintmark-agent
            systemctl is-active mintmark-agent
            """
        )
        #expect(seen.split(separator: "\n") == ["failed", "78", "active", "active"], "\(seen)")
    }

    // MARK: Steps

    /// Makes the machine's disk, and the packages of the programs of this test run.
    private static func prepare(_ rig: Rig) async throws {
        let build = try ChildProcess("/bin/bash", arguments: ["\(PackageRoot.path)/hardware/rig/build"])
        guard try await build.waitUntilExit(timeoutSeconds: 900) == 0 else {
            throw TestSupportError("hardware/rig/build: \(build.lines.suffix(10))")
        }
        let script = """
            set -e
            programs="$(dirname "$0")"
            ldd "$programs/mintmark-coordinator" "$programs/mintmark-agent" "$programs/mintmark" \
                | grep -o '/[^ ]*swift/linux/[^ ]*' | sort -u >"$1/libraries"
            mkdir "$1/runtime"
            xargs -a "$1/libraries" cp -t "$1/runtime"
            export SWIFT_RUNTIME="$(dirname "$(head -1 "$1/libraries")")" DEB_COMPRESSION=gzip
            packaging/deb "$programs" "$1/debs"
            sed -n 's/.*name: \\(GPIO[0-9]*\\).*/\\1/p' hardware/boards/raspberry-pi-4.yaml >"$1/lines"
            """
        let packed = try ChildProcess(
            "/bin/bash",
            arguments: ["-c", "cd '\(PackageRoot.path)'; \(script)", BuiltProducts.path("mintmark"), rig.folder.path]
        )
        guard try await packed.waitUntilExit(timeoutSeconds: 300) == 0 else {
            throw TestSupportError("packing: \(packed.lines.suffix(10))")
        }
    }

    /// Installs the packages on the machine and lets the coordinator and the agent find each other.
    private static func install(_ rig: Rig) async throws {
        try await rig.rig(
            "copy",
            rig.folder.path("debs"),
            rig.folder.path("runtime"),
            rig.folder.path("lines"),
            "/home/technician/"
        )
        try await rig.sh(
            """
            set -e
            sudo install -d /usr/lib/swift-runtime /etc/rig
            sudo cp runtime/* /usr/lib/swift-runtime/
            echo /usr/lib/swift-runtime | sudo tee /etc/ld.so.conf.d/swift.conf >/dev/null
            sudo ldconfig
            sudo cp lines /etc/rig/lines
            echo pinctrl-bcm2711 | sudo tee /etc/rig/label >/dev/null
            printf '%s\\n' 'closed GPIO6' 'closed GPIO12' 'open GPIO5' 'spiral GPIO16 GPIO22 GPIO5' \
                'spiral GPIO17 GPIO23 GPIO5' 'spiral GPIO18 GPIO24 GPIO5' 'spiral GPIO19 GPIO25 GPIO5' \
                'spiral GPIO20 GPIO26 GPIO5' 'spiral GPIO21 GPIO27 GPIO5' | sudo tee /etc/rig/world >/dev/null
            sudo dpkg --install debs/*.deb >/dev/null
            sudo systemctl restart rig-chip
            sudo systemctl start rig-world
            sudo udevadm control --reload
            sudo udevadm trigger --settle --subsystem-match=gpio
            echo '{"publicURL":"https://127.0.0.1:8443","rails":[{"id":"play","kind":"sandbox","canHold":true}],
                "rates":{"SANDBOX-EUR":"1"}}' | sudo tee /etc/mintmark/coordinator.json >/dev/null
            sudo systemd-tmpfiles --create
            sudo systemctl start mintmark-coordinator
            sudo cp /var/lib/mintmark/tls.crt /var/lib/mintmark/operator.token .
            sudo chown technician tls.crt operator.token
            export MINTMARK_URL=https://127.0.0.1:8443 MINTMARK_CERTIFICATE=tls.crt MINTMARK_TOKEN_FILE=operator.token
            mintmark machine secret lobby-1 -q >secret
            machine=/usr/share/mintmark/machines/snack-6.yaml
            sudo install -m 640 -g mintmark-agent secret /etc/mintmark/enrolment.secret
            sudo mintmark profile compile $machine --boards /usr/share/mintmark/boards \
                --key /var/lib/mintmark/keys/profile.key -o /etc/mintmark/profile.jws
            sudo chmod 644 /etc/mintmark/profile.jws
            echo '{"name":"lobby-1","coordinator":["https://127.0.0.1:8443"],
                "secretFile":"/etc/mintmark/enrolment.secret","profileFile":"/etc/mintmark/profile.jws",
                "lines":{"kind":"kernel"},"localSocket":"/run/mintmark-agent/metrics"}' \
                | sudo tee /etc/mintmark/agent.json >/dev/null
            sudo systemd-tmpfiles --create
            sudo systemctl start mintmark-agent
            for try in $(seq 60); do
                mintmark machine profile lobby-1 $machine --boards /usr/share/mintmark/boards && break
                sleep 1
            done
            """
        )
    }

    /// Makes a place whose machine is the rig, and waits until it could sell.
    private static func furnish(_ rig: Rig, _ api: API) async throws {
        let machine = try await patient(60) { () async throws -> String in
            let machines = try await api.get("/v1/machines")["machines"].list
            guard let id = machines.first?["id"].text else { throw TestSupportError("no machine") }
            return id
        }
        let selections = (1...6).map { #"{"id":"a\#($0)","name":"Snack \#($0)","lane":"A\#($0)","price":"150"}"# }
        _ = try await api.put(
            "/v1/places/lobby",
            #"{"name":"Lobby","selections":[\#(selections.joined(separator: ","))]}"#
        )
        _ = try await api.put("/v1/places/lobby/machine", #"{"machine":"\#(machine)"}"#)
        for lane in 1...6 { _ = try await api.put("/v1/places/lobby/lanes/A\(lane)", #"{"count":5}"#) }
    }

    /// Orders and pays.
    private static func order(_ rig: Rig, _ api: API, _ selection: String) async throws -> String {
        let order: JSONValue
        do {
            order = try await patient(90) { () async throws -> JSONValue in
                let order = try await api.post(
                    "/v1/orders",
                    #"{"place":"lobby","selection":"\#(selection)"}"#,
                    key: UUID().uuidString
                )
                guard order["status"].text != "preparing" else { throw TestSupportError("preparing") }
                return order
            }
        } catch {
            let state = try await rig.sh(
                """
                export MINTMARK_URL=https://127.0.0.1:8443
                export MINTMARK_CERTIFICATE=tls.crt MINTMARK_TOKEN_FILE=operator.token
                mintmark machine show lobby-1 | tail -7
                systemctl is-active rig-world
                cat /run/rig/log
                cd /sys/devices/platform/gpio-sim.0/gpiochip0
                for line in sim_gpio*; do echo "$line $(cat $line/pull) $(cat $line/value)"; done
                """
            )
            throw TestSupportError("\(error)\n\(state)")
        }
        let id = order["id"].text
        _ = try await patient(30) {
            try await api.post("/v1/sandbox/payments", #"{"order":"\#(id)","confirmations":1}"#)
        }
        return id
    }

    private static func sale(
        _ rig: Rig,
        _ api: API,
        _ id: String,
        until condition: @escaping @Sendable (JSONValue) -> Bool
    ) async throws {
        do {
            _ = try await patient(60) { () async throws -> Bool in
                let sale = try await api.get("/v1/sales/\(id)")
                guard condition(sale) else { throw TestSupportError("goods \(sale["goods"]), \(sale["ending"])") }
                return true
            }
        } catch {
            let log = try await rig.sh("cat /run/rig/log; sudo journalctl -u mintmark-agent -o cat | tail -15")
            throw TestSupportError("\(error)\n\(log)")
        }
    }

    /// Waits on the machine itself until the motor is on, and does something at once.
    /// - Returns: when that was, in seconds since the machine's boot.
    private static func whenOn(_ rig: Rig, _ motor: String, then deed: String) async throws -> Double {
        let text = try await rig.sh(
            """
            for try in $(seq 600); do grep -q '^on \(motor) ' /run/rig/log 2>/dev/null && break; sleep 0.1; done
            grep -q '^on \(motor) ' /run/rig/log || exit 1
            cut -d' ' -f1 /proc/uptime
            \(deed)
            """
        )
        guard let at = Double(text) else { throw TestSupportError("no time: \(text)") }
        return at
    }

    private static func off(_ rig: Rig, _ motor: String) async throws -> Double {
        try await patient(30) {
            guard let off = try await rig.world().last(where: { $0.what == "off" && $0.motor == motor }) else {
                throw TestSupportError("\(motor) is not off")
            }
            return off.at
        }
    }

    private static func patient<Value: Sendable>(
        _ seconds: Double,
        _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            do {
                return try await body()
            } catch {
                guard ContinuousClock.now < end else { throw error }
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }
}
