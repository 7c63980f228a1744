import Database
import Passport
import Testing

@testable import Coordinator

@Suite("Log book")
struct LogBookTests {
    private static let subject = "https://id.gs1.org/01/09520123456788/21/4Q7ZK2M9XW3TB"

    private static func append(_ kind: LogLeaf.Kind, of subject: String, _ shop: Shop) async throws -> LogLeaf {
        try await shop.coordinator.runtime.perform {
            try LogBook.append(kind, of: subject, actor: "coordinator", hashes: ["epcis": "aa"], in: $0)
        }
    }

    @Test func leavesOfASubjectAreNumberedAndChained() async throws {
        let shop = try await Shop.open()
        var entered: [LogLeaf] = []
        for kind in [LogLeaf.Kind.commission, .passport, .event] {
            entered.append(try await Self.append(kind, of: Self.subject, shop))
            _ = try await Self.append(.grant, of: "block 7", shop)
        }
        let history = try await shop.coordinator.runtime.view {
            try LogBook.history(of: Self.subject, limit: 10, in: $0)
        }
        #expect(history.map(\.leaf) == entered)
        #expect(history.map(\.leaf.sequence) == [0, 1, 2])
        #expect(history.allSatisfy { $0.progress == .pending && $0.place == nil && !$0.isPublished })
        try LogLeaf.checkHistory(history.map(\.leaf))
        let second = try await shop.coordinator.runtime.view { try LogBook.leaf(Self.subject, sequence: 1, in: $0) }
        #expect(second?.leaf == entered[1])
        let none = try await shop.coordinator.runtime.view { try LogBook.leaf(Self.subject, sequence: 3, in: $0) }
        #expect(none == nil)
        await shop.close()
    }

    @Test func aTransactionThatFailsEntersNothing() async throws {
        let shop = try await Shop.open()
        await #expect(throws: CoordinatorError(.conflict, "")) {
            try await shop.coordinator.runtime.perform { work in
                try LogBook.append(.event, of: Self.subject, actor: "coordinator", hashes: [:], in: work)
                throw CoordinatorError(.conflict, "no")
            }
        }
        #expect(try await Self.append(.commission, of: Self.subject, shop).sequence == 0)
        await shop.close()
    }

    @Test func aLeafThatNoBundleHoldsIsRefused() async throws {
        let shop = try await Shop.open()
        await #expect(throws: CoordinatorError(.limit, "")) {
            try await shop.coordinator.runtime.perform { work in
                let long = String(repeating: "a", count: EntryBundle.maximumEntryBytes)
                try LogBook.append(.event, of: Self.subject, actor: "a", hashes: ["epcis": long], in: work)
            }
        }
        await shop.close()
    }

    @Test func onlyPublishedLeavesCountAsPublished() async throws {
        let shop = try await Shop.open()
        _ = try await Self.append(.grant, of: "block 7", shop)
        func isPublished() async throws -> Bool {
            try await shop.coordinator.runtime.view { try LogBook.isPublished("block 7", sequence: 0, in: $0) }
        }
        #expect(try await !isPublished())
        try await shop.coordinator.runtime.perform { work in
            _ = try work.transaction.execute(
                """
                INSERT INTO log_leaf (place, subject, sequence, entry, hash)
                SELECT 0, subject, sequence, entry, hash FROM pending_leaf
                """
            )
            _ = try work.transaction.execute("DELETE FROM pending_leaf")
            _ = try work.transaction.execute("UPDATE log_head SET size = 1")
        }
        #expect(try await !isPublished())
        try await shop.coordinator.runtime.perform { work in
            _ = try work.transaction.execute("UPDATE log_head SET published = 1")
        }
        #expect(try await isPublished())
        await shop.close()
    }
}
