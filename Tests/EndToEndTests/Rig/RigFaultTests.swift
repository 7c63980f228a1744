import Foundation
import NIOHTTP1
import TestSupport
import Testing

/// What only a whole machine can suffer: a cable that is pulled, a kernel that panics, contacts and spirals of the
/// physical world.
@Suite(
    "On the emulated machine, when things break",
    .serialized,
    .enabled(if: RigTier.isFull, "make rig runs it"),
    .timeLimit(.minutes(30))
)
struct RigFaultTests {
    @Test func outputsAreSafeAndNothingIsLost() async throws {
        var options = Stand.Options()
        // There is time to act while a motor turns, also on an emulated machine.
        options.machineChanges = ["homeTimeout: 3500ms": "homeTimeout: 25s", "maxOn: 4s": "maxOn: 30s"]
        let site = try await RigSite.start(options)
        try await Self.expectContacts(site)
        let freeze = try await Self.expectWatchdog(site)
        try await Self.expectOutcomeAfterTheNetwork(site)
        let panic = try await Self.expectPanic(site)
        try await Self.expectLoopBreaker(site.rig)
        #expect(try await site.stand.ledgerFindings().isEmpty)
        Attachment.record(String(format: "%.2f", freeze), named: "seconds until the motor was off after SIGSTOP")
        Attachment.record(String(format: "%.2f", panic), named: "seconds from the panic until the restart")
        try await site.rig.rig("down")
    }

    /// An open door blocks every lane, and a spiral that does not turn is no sale.
    private static func expectContacts(_ site: RigSite) async throws {
        try await site.until("a1", isReady: true)
        try await site.rig.rig("press", "GPIO6")
        try await site.until("a1", isReady: false)
        let refused = try await site.stand.tryOrder("a1", key: UUID().uuidString)
        #expect(refused.status == 409 && refused.text.contains("laneFaulted"), "\(refused.text)")
        try await site.rig.rig("release", "GPIO6")

        try await site.rig.rig("jam", "GPIO16")
        let jammed = try await site.sell("a1")
        try await site.sale(jammed) { $0["goods"].text == "failed" && $0["ending"].text == "released" }
        #expect(try await site.rig.world().map(\.what) == ["on", "off"])
        try await site.rig.rig("free", "GPIO16")

        await #expect(throws: TestSupportError.self) { try await site.rig.rig("press", "GPIO99") }
        await #expect(throws: TestSupportError.self) { try await site.rig.rig("jam", "GPIO6") }
    }

    /// Frozen while a motor turns: the watchdog ends it, and the kernel lets go of the line.
    /// - Returns: the seconds from the freeze until the motor was off.
    private static func expectWatchdog(_ site: RigSite) async throws -> Double {
        try await site.rig.rig("jam", "GPIO17")
        let frozen = try await site.sell("a2")
        let frozenAt = try await site.rig.whenOn("GPIO17", then: "sudo systemctl kill -s STOP mintmark-agent")
        let seconds = try await site.rig.off("GPIO17") - frozenAt
        #expect(seconds < 5, "off \(seconds) s after SIGSTOP; the watchdog has 2 s")
        try await site.sale(frozen) { $0["goods"].text == "inDoubt" }
        return seconds
    }

    /// The cable is pulled while a motor turns: the delivery ends as it should, and is told when the cable is back.
    private static func expectOutcomeAfterTheNetwork(_ site: RigSite) async throws {
        try await site.rig.rig("jam", "GPIO18")
        let sale = try await site.sell("a3")
        // The spiral turns again well after the cut.
        try await site.rig.whenOn("GPIO18", then: "(sleep 8; sudo rig-world free GPIO18) >/dev/null 2>&1 &")
        try await site.rig.rig("net", "off")
        // Long enough for the end of the delivery, which nobody hears of.
        try await Task.sleep(for: .seconds(40))
        #expect(try await site.stand.api.get("/v1/sales/\(sale)")["ending"].text.isEmpty)
        try await site.rig.rig("net", "on")
        try await site.sale(sale) { $0["ending"].text == "captured" }
        #expect(try await site.rig.world().filter { $0.motor == "GPIO18" }.map(\.what) == ["on", "drop", "off"])
    }

    /// The kernel panics while a motor turns, and the computer restarts: the motor is off by then.
    /// - Returns: the seconds from the panic until the restart.
    private static func expectPanic(_ site: RigSite) async throws -> Double {
        try await site.rig.rig("jam", "GPIO19")
        let sale = try await site.sell("a4")
        try await site.rig.whenOn("GPIO19")
        let start = ContinuousClock.now
        try await site.rig.rig("panic")
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        try await site.rig.rig("up")
        try await site.sale(sale) { $0["goods"].text == "inDoubt" }
        #expect(try await site.rig.world().isEmpty)
        #expect(try await site.rig.voltages()["GPIO19"] == "low")
        return seconds
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
}
