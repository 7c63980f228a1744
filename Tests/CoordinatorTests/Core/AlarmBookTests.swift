import Testing

@testable import Coordinator

@Suite("Alarms")
struct AlarmBookTests {
    @Test func oneThatIsOpenIsCountedAndOneThatWasSeenIsRaisedAnew() async throws {
        try await MachineStand.run { stand in
            @Sendable func raise(_ subject: String, _ text: String) async throws {
                try await stand.runtime.perform {
                    try AlarmBook.raise(.laneFaulted, subject: subject, owner: "brand", text: text, in: $0)
                }
            }
            func list(openOnly: Bool) async throws -> [AlarmBook.Alarm] {
                try await stand.runtime.view { try AlarmBook.list(openOnly: openOnly, limit: 10, in: $0) }
            }
            try await raise("a", "first")
            try await raise("a", "second")
            try await raise("b", "other")
            #expect(try await list(openOnly: true).count == 2)
            let alarm = try #require(try await list(openOnly: true).first { $0.subject == "a" })
            #expect(alarm.count == 2 && alarm.text == "second" && alarm.acknowledgedAt == nil)
            #expect(try await stand.events(.alarmRaised).count == 2)

            try await stand.runtime.perform { try AlarmBook.acknowledge(alarm.id, by: "ada", in: $0) }
            let event = try #require(try await stand.events(.alarmAcknowledged).first)
            #expect(event.owner == "brand" && event.data == #"{"by":"ada"}"#)
            await #expect(throws: CoordinatorError(.notFound, "")) {
                try await stand.runtime.perform { try AlarmBook.acknowledge(alarm.id, by: "ada", in: $0) }
            }
            try await raise("a", "again")
            #expect(try await list(openOnly: true).first { $0.subject == "a" }?.count == 1)
            #expect(try await list(openOnly: false).count == 3)
        }
    }
}
