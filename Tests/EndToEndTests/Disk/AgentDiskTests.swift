import TestSupport
import Testing

/// The disk of the machine is really full.
@Suite(
    "Full disk of the machine, end to end",
    .enabled(if: SmallDisk.isPossible, "mounting a small disk needs root"),
    .timeLimit(.minutes(3))
)
struct AgentDiskTests {
    @Test func outcomesAreKeptCommandsAreRefusedAndNothingMovesWithoutRoom() async throws {
        let disk = try SmallDisk(mebibytes: 48)
        var options = Stand.Options()
        options.agentState = disk.path("agent")
        let stand = try await Stand.start(options)

        // Full while the motor turns: the outcome has room of its own.
        let first = try await stand.order("a1")["id"].text
        try await stand.pay(first)
        try await stand.untilFirings(1, lane: "A1")
        try disk.fill(leaving: 0)
        try await stand.customer(of: first, reads: "delivered")
        try await stand.sale(first) { $0["ending"].text == "captured" }
        #expect(try stand.firings(lane: "A1") == 1)

        // Too little for an intent and its outcome, enough to say so.
        try disk.fill(leaving: 1_000)
        let second = try await stand.order("a2")["id"].text
        try await stand.pay(second)
        try await stand.customer(of: second, reads: "notDelivered")
        let refused = try await stand.sale(second) { $0["ending"].text == "released" }
        #expect(refused["goods"].text == "notStarted")
        let machine = try await stand.machineID()
        #expect(try await stand.openAlarms().contains("command.refused \(machine)"))
        let refusals = try await stand.events().filter { $0["kind"].text == "command.refused" }
        #expect(refusals.map { $0["data"]["code"].text } == ["storage"])
        #expect(refusals.allSatisfy { $0["data"]["detail"].text.contains("disk is full") })
        #expect(try stand.firings(lane: "A2") == 0)

        // No room at all: the command waits at the coordinator.
        let third = try await stand.order("a3")["id"].text
        try disk.fill(leaving: 0)
        try await stand.pay(third)
        try await eventually("the agent says that it has no room", timeoutSeconds: 20) {
            try await stand.keepAlive()
            return stand.agentLines.contains { $0.contains("no room for a command") }
        }
        try await stand.customer(of: third, reads: "delivering")
        #expect(try stand.firings(lane: "A3") == 0)

        disk.empty()
        try await stand.customer(of: third, reads: "delivered", seconds: 60)
        try await stand.sale(third) { $0["ending"].text == "captured" }
        #expect(try stand.firings() == 2)
        #expect(try stand.drops() == 2)
        #expect(try await stand.ledgerFindings() == [])
    }
}
