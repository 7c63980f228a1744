import Foundation
import NIOHTTP1
import TestSupport
import Testing

/// The packages on a whole machine: systemd starts and watches coordinator and agent in their sandboxes, and the agent
/// drives lines of the kernel. What hangs on the lines is played by a program of the machine's own that outlives the
/// agent.
@Suite(
    "On the emulated machine, in short",
    .serialized,
    .enabled(if: RigTier.isSmoke, "make rig runs it"),
    .timeLimit(.minutes(25))
)
struct RigSmokeTests {
    @Test func itSellsOverLinesOfTheKernelAndSurvivesAKillAndAPowerCut() async throws {
        let rig = try Rig()
        try await rig.prepare()
        try await rig.rig("up")
        try await Self.install(rig)
        var tunnel = try await rig.tunnel()
        let token = try await rig.sh("sudo cat /var/lib/mintmark/operator.token")
        var api = API(base: "https://127.0.0.1:\(tunnel.port)", token: token)
        try await Self.furnish(api)

        // A sale, from the order to the kernel's value file and back.
        let sold = try await Self.order(rig, api, "a1")
        try await Self.sale(rig, api, sold) { $0["ending"].text == "captured" }
        let world = try await rig.world()
        #expect(world.map(\.what) == ["on", "drop", "off"] && world.allSatisfy { $0.motor == "GPIO16" })
        #expect(try await rig.sh("gpioinfo 2>/dev/null | wc -l") == "0", "lines are for their group alone")

        // Killed while a motor turns: the kernel lets go of the line, systemd starts the agent again.
        try await rig.rig("jam", "GPIO17")
        let killed = try await Self.order(rig, api, "a2")
        let killedAt = try await rig.whenOn("GPIO17", then: "sudo systemctl kill -s KILL mintmark-agent")
        let kill = try await rig.off("GPIO17") - killedAt
        #expect(kill < 2, "off \(kill) s after SIGKILL")
        Attachment.record(String(format: "%.2f", kill), named: "seconds until the motor was off after SIGKILL")
        try await Self.sale(rig, api, killed) { $0["goods"].text == "inDoubt" }
        #expect(try await rig.sh("systemctl show -P NRestarts mintmark-agent") == "1")

        // The power goes while a motor turns. Afterwards everything is there, and no motor turns by itself.
        try await rig.rig("jam", "GPIO18")
        let cut = try await Self.order(rig, api, "a3")
        try await rig.whenOn("GPIO18")
        try await rig.rig("cut")
        try await rig.rig("up")
        tunnel = try await rig.tunnel()
        api = API(base: "https://127.0.0.1:\(tunnel.port)", token: token)
        try await Self.sale(rig, api, cut) { $0["goods"].text == "inDoubt" }
        #expect(try await rig.world().isEmpty)
        #expect(try await rig.voltages()["GPIO18"] == "low")
        #expect(try await api.get("/v1/ledger/check")["findings"].list.isEmpty)
        #expect(
            try await rig.sh("sudo mintmark log fsck --state /var/lib/mintmark; systemctl --failed --no-legend")
                .hasSuffix("the root that was signed.")
        )
        try await rig.rig("down")
    }

    // MARK: Steps

    /// Installs the packages on the machine and lets the coordinator and the agent find each other.
    private static func install(_ rig: Rig) async throws {
        try await rig.install("mintmark-coordinator", "mintmark", "mintmark-agent")
        try await rig.sh(
            """
            set -e
            echo '{"publicURL":"https://127.0.0.1:8443","rails":[{"id":"play","kind":"sandbox","canHold":true}],
                "rates":{"SANDBOX-EUR":"1"}}' | sudo tee /etc/mintmark/coordinator.json >/dev/null
            sudo systemd-tmpfiles --create
            sudo systemctl start mintmark-coordinator
            sudo cp /var/lib/mintmark/tls.crt /var/lib/mintmark/operator.token .
            sudo chown technician tls.crt operator.token
            export MINTMARK_URL=https://127.0.0.1:8443 MINTMARK_CERTIFICATE=tls.crt MINTMARK_TOKEN_FILE=operator.token
            mintmark machine secret lobby-1 -q >secret
            machine=/usr/share/mintmark/machines/snack-6.yaml
            sudo mintmark profile compile $machine --boards /usr/share/mintmark/boards \
                --key /var/lib/mintmark/keys/profile.key -o profile.jws
            mintmark profile compile $machine --boards /usr/share/mintmark/boards -o profile.json
            """
        )
        let profile = rig.folder.path("profile.json")
        try await rig.sh("cat profile.json").write(toFile: profile, atomically: true, encoding: .utf8)
        try await rig.wire(profile)
        try await rig.startAgent(coordinator: "https://127.0.0.1:8443")
        try await rig.sh(
            """
            export MINTMARK_URL=https://127.0.0.1:8443 MINTMARK_CERTIFICATE=tls.crt MINTMARK_TOKEN_FILE=operator.token
            for try in $(seq 60); do
                mintmark machine profile lobby-1 /usr/share/mintmark/machines/snack-6.yaml \
                    --boards /usr/share/mintmark/boards && exit 0
                sleep 1
            done
            exit 1
            """
        )
    }

    /// Makes a place whose machine is the rig.
    private static func furnish(_ api: API) async throws {
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
            order = try await patient(120) { () async throws -> JSONValue in
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
                sudo rig-world lines
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
            _ = try await patient(120) { () async throws -> Bool in
                let sale = try await api.get("/v1/sales/\(id)")
                guard condition(sale) else { throw TestSupportError("goods \(sale["goods"]), \(sale["ending"])") }
                return true
            }
        } catch {
            let log = try await rig.sh("cat /run/rig/log; sudo journalctl -u mintmark-agent -o cat | tail -15")
            throw TestSupportError("\(error)\n\(log)")
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
