import Database
import Glibc
import TestSupport
import Testing

@testable import Coordinator

@Suite("Database life")
struct DatabaseLifeTests {
    @Test(
        arguments: [
            (nil, "", .first), ("a", "", .first), ("a", "a", .same), ("b", "a", .another), ("", "a", .another),
            (nil, "a", .another),
        ] as [(String?, String, DatabaseLife)]
    )
    func isJudgedByTwoWords(_ shown: String?, _ known: String, _ life: DatabaseLife) {
        #expect(DatabaseLife.judge(shown: shown, known: known) == life)
    }

    private struct Words: Equatable {
        let shown: String?
        let known: String
        let generation: Int64
        let isOpen: Bool
    }

    private static func words(_ shop: Shop) async throws -> Words {
        let shown = try GenerationFile.read(folder: folder(shop))
        let now = try await shop.coordinator.runtime.view { try RecoveryBook.generation(in: $0) }
        return Words(shown: shown, known: now.token, generation: now.number, isOpen: now.isOpen)
    }

    private static func folder(_ shop: Shop) -> String { shop.folder.path("state") }

    private static func remove(_ shop: Shop) { unlink("\(folder(shop))/generation") }

    /// Opens a recovery, exactly one: the next start changes nothing.
    private static func expectOneRecovery(_ shop: Shop, after before: Words, number: Int64 = 2) async throws {
        try await shop.restart()
        let after = try await words(shop)
        #expect(after.generation == number && after.isOpen)
        #expect(after.shown == after.known && after.known != before.known && after.known.count == 32)
        try await shop.restart()
        #expect(try await words(shop) == after)
    }

    @Test func beginsWithoutARecoveryAndGoesOnWithout() async throws {
        let shop = try await Shop.open()
        let first = try await Self.words(shop)
        #expect(first.shown == first.known && first.known.count == 32)
        #expect(first.generation == 1 && !first.isOpen)
        try await shop.addMachine()
        for _ in 0..<2 {
            try await shop.restart()
            #expect(try await Self.words(shop) == first)
        }
        await shop.close()
    }

    @Test func aFirstStartThatWasCutOffIsFinished() async throws {
        let shop = try await Shop.open()
        try await shop.addMachine()
        let first = try await Self.words(shop)
        // The word is in the folder, and the database has not heard of it.
        try await shop.coordinator.runtime.perform {
            _ = try $0.transaction.execute("UPDATE generation SET token = ''")
        }
        try await shop.restart()
        #expect(try await Self.words(shop) == first)
        await shop.close()
    }

    @Test func aFolderWithoutTheWordBeginsARecovery() async throws {
        let shop = try await Shop.open()
        try await shop.addMachine()
        let first = try await Self.words(shop)
        Self.remove(shop)
        try await Self.expectOneRecovery(shop, after: first)
        #expect(try await shop.recovery().reason == "restore")
        #expect(try await shop.alarms().filter { $0 == "recovery.started" }.count == 1)
        // And again, in the middle of that one.
        let second = try await Self.words(shop)
        Self.remove(shop)
        try await Self.expectOneRecovery(shop, after: second, number: 3)
        await shop.close()
    }

    /// A restore that was cut off between the folder's word and the database's looks the same.
    @Test func aFolderWithAnotherWordBeginsARecovery() async throws {
        let shop = try await Shop.open()
        try await shop.addMachine()
        let first = try await Self.words(shop)
        try GenerationFile.write("of another life", folder: Self.folder(shop))
        try await Self.expectOneRecovery(shop, after: first)
        await shop.close()
    }

    @Test func theFileIsForItsOwnerAndOneLine() async throws {
        let shop = try await Shop.open()
        let bytes = try StateFile.read("\(Self.folder(shop))/generation", maximumBytes: 1_000)
        #expect(bytes.count == 33 && bytes.last == UInt8(ascii: "\n"))
        await shop.close()
    }
}
