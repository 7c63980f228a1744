import Foundation
import Supervision
import TestSupport
import Testing

/// The disk of the coordinator is really full.
@Suite(
    "Full disk of the coordinator, end to end",
    .enabled(if: SmallDisk.isPossible, "mounting a small disk needs root"),
    .timeLimit(.minutes(3))
)
struct CoordinatorDiskTests {
    @Test func ordersAreRefusedAndNoPaidSaleIsLost() async throws {
        let disk = try SmallDisk(mebibytes: 32)
        let outside = try TemporaryDirectory()
        let stand = try await Stand.start(options(disk, railFolder: outside.path))

        let waiting = try await stand.order("a1")["id"].text
        let running = try await stand.order("a2")["id"].text
        try await stand.pay(running)
        try await stand.untilFirings(1, lane: "A2")
        // The motor turns; its receipt will find no room.
        try disk.fill(leaving: 0)

        let refusal = try await stand.tryOrder("a3")
        #expect(refusal.status == 507, "\(refusal.text)")
        #expect(refusal.json["code"].text == "storageFull")
        #expect(refusal.json["detail"].text.contains("disk is full"))
        // The customer's payment is seen by the rail and can't be stored.
        _ = try await stand.api.post("/v1/sandbox/payments", #"{"order":"\#(waiting)"}"#)
        try await eventually("the product fell", timeoutSeconds: 20) {
            try stand.world(lane: "A2").map(\.what) == [.on, .drop, .off]
        }
        // What can still be read is still true.
        try await stand.customer(of: running, reads: "delivering")
        try await stand.customer(of: waiting, reads: "waitingForPayment")
        #expect(try stand.firings(lane: "A1") == 0)
        #expect(try stand.coordinator().exit == nil)

        disk.empty()
        for (id, lane) in [(running, "A2"), (waiting, "A1")] {
            try await stand.customer(of: id, reads: "delivered", seconds: 60)
            try await stand.sale(id) { $0["ending"].text == "captured" }
            #expect(try stand.firings(lane: lane) == 1)
            #expect(try await stand.lane(lane)["count"].integer == 4)
        }
        #expect(try await stand.lane("A3")["reserved"].integer == 0)
        #expect(try await stand.order("a3")["status"].text == "waitingForPayment")
        #expect(try await stand.ledgerFindings() == [])
        #expect(stand.starts.coordinator == 1)
    }

    /// A coordinator whose state is on the small disk. The play-money rail, which stands for a node elsewhere, is not.
    private func options(_ disk: SmallDisk, railFolder: String) throws -> Stand.Options {
        var options = Stand.Options()
        let state = disk.path("coordinator")
        options.coordinatorState = state
        let files = FileManager.default
        try files.createDirectory(atPath: state, withIntermediateDirectories: false)
        try files.createSymbolicLink(atPath: "\(state)/rail-play", withDestinationPath: railFolder)
        return options
    }
}
