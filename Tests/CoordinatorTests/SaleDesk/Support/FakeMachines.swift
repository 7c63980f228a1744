import Protocol
import Synchronization

@testable import Coordinator

/// A machine half that a test plays: what it reports, and which deliveries it was told.
final class FakeMachines: MachineHalf {
    struct Delivery: Sendable {
        let command: String
        let lane: String
        let sale: String
        let expires: Moment
    }

    private struct State {
        var readiness = MachineReadiness(
            allowed: true,
            connected: true,
            laneReady: true,
            reason: nil,
            longestDeliveryMilliseconds: 8_000
        )
        var deliveries: [String: Delivery] = [:]
    }

    private let state = Mutex(State())

    var readiness: MachineReadiness {
        get { state.withLock { $0.readiness } }
        set { state.withLock { $0.readiness = newValue } }
    }

    /// By sale; a handler that runs again tells the same sale again.
    var deliveries: [Delivery] { state.withLock { Array($0.deliveries.values) } }

    func readiness(of machine: String, lane: String, in work: Work) throws -> MachineReadiness { readiness }

    func enqueueDelivery(
        lane: String,
        sale: String,
        machine: MachineID,
        expires: Moment,
        traceparent: String,
        in work: Work
    ) throws -> String {
        let command = work.ids.identifier(at: work.now)
        state.withLock {
            $0.deliveries[sale] = Delivery(command: command, lane: lane, sale: sale, expires: expires)
        }
        return command
    }
}
