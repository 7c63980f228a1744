import Journal
import TestSupport
import Testing

/// The same promises on a disk that is really full.
@Suite("Small disk", .enabled(if: SmallDisk.isPossible, "mounting needs root"), .timeLimit(.minutes(5)))
struct SmallDiskTests {
    private static var configuration: JournalConfiguration {
        var configuration = Bench.small
        configuration.telemetryFreeBytes = 4 << 20
        return configuration
    }

    @Test func outcomesAreWrittenOnAFullDiskAndIntentsAreNot() async throws {
        let disk = try await SmallDisk.onLoopDevice(mebibytes: 24)
        let path = disk.path("journal")
        let stored = try fillAndFinish(disk, path)

        // Nothing acknowledged is lost over a restart on the full disk.
        let (store, opening) = try JournalStore.open(directory: path, configuration: Self.configuration)
        #expect(opening == .existing(wasClean: false))
        #expect(try store.openIntents() == [])
        #expect(try store.statistics(now: instant(7)).pendingReceipts == stored + 4)
        #expect(try store.receivedWithoutIntent().map(\.id) == ["c5"])
        try disk.fill()
        #expect(throws: JournalError(.full, "")) { try intend(5, store) }
        // Room again: the reserve is taken first, then the intent.
        disk.empty()
        try intend(5, store)
        #expect(try store.statistics(now: instant(9)).reserveBytes == Self.configuration.reserveBytes)
    }

    /// Four intents, a disk filled by others, and their outcomes. Returns how many other receipts were acknowledged.
    private func fillAndFinish(_ disk: SmallDisk, _ path: String) throws -> Int64 {
        let (store, _) = try JournalStore.open(directory: path, configuration: Self.configuration)
        try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
        for counter in Int64(1)...5 { #expect(try store.receive(command(counter)) == .accepted) }
        for counter in Int64(1)...4 { try intend(counter, store) }
        try disk.fill()
        // Some room is left inside the WAL's last block; then nothing ordinary fits any more.
        var stored: Int64 = 0
        let error = #expect(throws: JournalError.self) {
            while stored < 1_000 {
                try store.appendReceipt(kind: "audit", at: instant(3)) { _ in [UInt8](repeating: 1, count: 4_000) }
                stored += 1
            }
        }
        #expect(error?.code == .full, "\(disk.kind): \(error?.description ?? "nothing thrown")")
        #expect(try store.statistics(now: instant(4)).availableBytes < 1 << 20)
        for counter in Int64(1)...4 {
            let evidence = [UInt8](repeating: 9, count: 4_096)
            try store.recordOutcome(commandID: "c\(counter)", outcome: evidence, at: instant(5)) { _ in evidence }
        }
        #expect(try store.statistics(now: instant(6)).reserveBytes == 0)
        return stored
    }

    private func intend(_ counter: Int64, _ store: JournalStore) throws {
        try store.recordIntent(commandID: "c\(counter)", attempt: 1, detail: [1], at: instant(6))
    }

    @Test func aFullDiskRefusesToMakeAJournalWithAClearError() async throws {
        let disk = try await SmallDisk.onLoopDevice(mebibytes: 8)
        try disk.fill()
        let error = #expect(throws: JournalError.self) {
            try JournalStore.open(directory: disk.path("journal"), configuration: Self.configuration)
        }
        #expect(error?.code == .full || error?.code == .cannotOpen, "\(error?.description ?? "none")")
    }
}
