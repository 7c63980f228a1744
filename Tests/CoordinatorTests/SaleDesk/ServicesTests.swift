import TestSupport
import Testing

@testable import Coordinator

@Suite("Services")
struct ServicesTests {
    @Test func sellByThemselvesAndStopWhenAsked() async throws {
        let shop = try await Shop.open { configuration in
            configuration.listen.port = 0
            configuration.tls = .own
            configuration.publicURL = "https://localhost:8443"
        }
        let coordinator = shop.coordinator
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (ports, listening) = AsyncStream.makeStream(of: Int.self)
            group.addTask {
                // Cancelling is the stop; how the group reports that is not the point.
                try? await coordinator.run(stopSignals: []) { listening.yield($0) }
                listening.finish()
            }
            let port = await ports.first { $0 > 0 }
            #expect(port != nil)
            let order = try await shop.order()
            _ = try await shop.payUnseen(order)
            try await eventually("the payment is seen and the command issued") { !shop.machines.deliveries.isEmpty }
            group.cancelAll()
        }
        // The database is closed when `run` has returned.
        await #expect(throws: (any Error).self) { try await shop.order() }
    }
}
