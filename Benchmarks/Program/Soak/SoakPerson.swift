import NIOHTTP1
import Supervision

/// The person at the end, who looks into the lanes, says what fell, and pays back what is owed.
struct SoakPerson: Sendable {
    let fleet: SoakFleet
    let books: SoakBooks

    /// Ends what waits for a person.
    /// - Returns: how many sales were decided.
    func endAll() async throws -> Int {
        let doubtful = try await books.sales("&queue=inDoubt")
        let delivered = try await books.sales("&goods=delivered")
        for machine in fleet.machines {
            for lane in Deployment.lanes {
                let events = try machine.events()
                let known = delivered.count { $0.machine == machine.id && $0.lane == lane }
                // A firing that dropped and is in no sale yet was for one of those in doubt.
                var fallen = SoakFiring.all(of: lane, in: events).count { $0.drops > 0 } - known
                for entry in doubtful where entry.machine == machine.id && entry.lane == lane {
                    let outcome = fallen > 0 ? "delivered" : "notDelivered"
                    fallen -= 1
                    try await fleet.api.must(
                        .POST,
                        "/v1/sales/\(entry.id)/resolve",
                        #"{"outcome":"\#(outcome)","note":"looked into the lane"}"#
                    )
                }
            }
        }
        let owed = try await books.sales("&queue=refundsDue")
        for entry in owed {
            try await fleet.api.must(.POST, "/v1/sales/\(entry.id)/refunded", #"{"reference":"paid back by hand"}"#)
        }
        // Delivered after the rail had given the hold back: the money will not come.
        let missing = try await books.sales("&queue=moneyMissing")
        for entry in missing {
            try await fleet.api.must(.POST, "/v1/sales/\(entry.id)/written-off", #"{"note":"the hold was over"}"#)
        }
        return Set((doubtful + owed + missing).map(\.id)).count
    }
}
