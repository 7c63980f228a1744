import Database
import Protocol
import Testing

@testable import Coordinator

@Suite("Health routes")
struct HealthRoutesTests {
    @Test func sayHowEveryPartStands() async throws {
        let shop = try await Shop.open()
        let answer = try await shop.get("/health")
        let summary = try StrictJSON.decode(HealthSummary.self, from: Array(answer.body.utf8))
        #expect(answer.status == 200)
        #expect(summary.components.map(\.name) == HealthComponent.Name.allCases)
        // The fake machine has no link: that degrades, and fails nothing.
        #expect(summary.status == .degraded)
        #expect(summary.components.first { $0.name == .machines }?.status == .failed)
        #expect(summary.components.first { $0.name == .database }?.status == .ok)
        #expect(try await shop.send(.get, "/readyz").status == 200)
        #expect(try await shop.send(.get, "/livez").status == 200)
        await shop.close()
    }

    /// Only a restart brings a database back that gave up; until then nobody is sent here.
    @Test func asksForARestartOnlyWhenTheDatabaseGaveUp() async throws {
        let shop = try await Shop.open()
        try await shop.coordinator.runtime.perform {
            try AlarmBook.raise(.railDown, subject: "sandbox", owner: Owner.operator, text: "No answer.", in: $0)
        }
        shop.coordinator.rails.stands[0].trouble = "no answer"
        #expect(try await shop.send(.get, "/livez").status == 200)
        #expect(try await shop.send(.get, "/readyz").status == 200)
        await shop.coordinator.runtime.database.close()
        #expect(try await shop.send(.get, "/livez").status == 503)
        #expect(try await shop.send(.get, "/readyz").status == 503)
    }
}
