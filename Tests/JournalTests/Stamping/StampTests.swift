import Journal
import Testing

@Suite("Runs and stamps")
struct StampTests {
    private func bench(_ serials: [String] = ["A", "B", "C"], count: Int = 2) throws -> Bench {
        let bench = try Bench()
        _ = try bench.store.grantBlock(
            id: "b1",
            gtin: BlockTests.gtin,
            serials: serials,
            digest: [UInt8](repeating: 0, count: 32)
        )
        try bench.begin("r1", count: count)
        return bench
    }

    @Test func thereIsOneRunAtATimeAndAnIDIsUsedOnce() throws {
        let bench = try bench()
        #expect(throws: JournalError(.runActive, "")) { try bench.begin("r2", count: 1) }
        try bench.store.changeRun("r1", to: "interrupted", isOver: false, reason: "requested")
        #expect(throws: JournalError(.runActive, "")) { try bench.begin("r2", count: 1) }
        #expect(try bench.store.activeRun()?.reason == "requested")
        try bench.store.changeRun("r1", to: "aborted", isOver: true, reason: nil)
        #expect(try bench.store.activeRun() == nil)
        #expect(throws: JournalError(.runActive, "")) { try bench.begin("r1", count: 1) }
        #expect(throws: JournalError(.runNotRunning, "")) {
            try bench.store.changeRun("r1", to: "running", isOver: false, reason: nil)
        }
        #expect(throws: JournalError(.unknownRun, "")) {
            try bench.store.changeRun("r9", to: "running", isOver: false, reason: nil)
        }
        try bench.begin("r2", count: 1)
        #expect(try bench.store.activeRun()?.id == "r2")
    }

    @Test func anIntentSpendsItsSerialOnce() throws {
        let bench = try bench()
        #expect(throws: JournalError(.serialNotNext, "")) { try bench.intendStamp("r1", "b1", "B") }
        #expect(throws: JournalError(.unknownRun, "")) { try bench.intendStamp("r9", "b1", "A") }
        #expect(try bench.intendStamp("r1", "b1", "A") == 1)
        #expect(throws: JournalError(.serialNotNext, "")) { try bench.intendStamp("r1", "b1", "A") }
        #expect(try bench.store.nextSerial(of: BlockTests.gtin)?.serial == "B")
        let open = try bench.store.openStamps()
        #expect(open.map(\.serial) == [NextSerial(block: "b1", serial: "A")])
        #expect(open.map(\.detail) == [[7]])
        #expect(open.map(\.isFromEarlierLife) == [false])
        #expect(try bench.intendStamp("r1", "b1", "B") == 2)
    }

    @Test func anIntentHasOneOutcome() throws {
        let bench = try bench()
        #expect(throws: JournalError(.unknownStamp, "")) { try bench.finishStamp("r1", 1) }
        let unit = try bench.intendStamp("r1", "b1", "A")
        #expect(try bench.finishStamp("r1", unit, as: .scrapped).scrapped == 1)
        #expect(throws: JournalError(.unknownStamp, "")) { try bench.finishStamp("r1", unit) }
        #expect(try bench.store.openStamps() == [])
        try bench.finishStamp("r1", try bench.intendStamp("r1", "b1", "B"), as: .unusable)
        let run = try bench.finishStamp("r1", try bench.intendStamp("r1", "b1", "C"), as: .commissioned)
        #expect([run.units, run.commissioned, run.scrapped, run.unusable] == [3, 1, 1, 1])
        let receipts = try bench.store.pendingReceipts(limit: 9, maximumBytes: 1_000)
        #expect(receipts.map(\.kind) == ["stamp", "stamp", "stamp"])
        #expect(Set(receipts.map(\.commandID)) == ["start-r1"])
    }

    @Test func aCrashLeavesTheIntentAndTheSpentSerial() throws {
        let bench = try bench()
        try bench.intendStamp("r1", "b1", "A")
        let after = try bench.crashed()
        #expect(try after.store.openStamps().map(\.isFromEarlierLife) == [true])
        #expect(try after.store.nextSerial(of: BlockTests.gtin)?.serial == "B")
        #expect(try after.store.activeRun()?.units == 1)
        try after.finishStamp("r1", 1)
        #expect(try after.store.activeRun()?.commissioned == 1)
    }

    @Test func onlyARunThatRunsStamps() throws {
        let bench = try bench()
        try bench.store.changeRun("r1", to: "interrupted", isOver: false, reason: nil)
        #expect(throws: JournalError(.runNotRunning, "")) { try bench.intendStamp("r1", "b1", "A") }
        try bench.store.changeRun("r1", to: "running", isOver: false, reason: nil)
        try bench.intendStamp("r1", "b1", "A")
    }

    @Test func aRunOfAnEarlierIncarnationStampsNoMore() throws {
        let bench = try bench()
        try bench.store.adopt(incarnation: 2, lastCounter: 0, nextSequence: 1)
        #expect(throws: JournalError(.earlierIncarnation, "")) { try bench.intendStamp("r1", "b1", "A") }
    }

    @Test func aClosedBlockGivesNoMore() throws {
        let bench = try bench()
        #expect(try bench.store.returnBlock(id: "b1") == ["A", "B", "C"])
        #expect(throws: JournalError(.serialNotNext, "")) { try bench.intendStamp("r1", "b1", "A") }
    }

    @Test func theReserveIsForBothKindsOfIntent() throws {
        let bench = try bench(["A", "B", "C", "D"], count: 4)
        for counter: Int64 in 1...3 {
            try bench.receive(counter)
            try bench.intend(counter)
        }
        try bench.intendStamp("r1", "b1", "A")
        #expect(throws: JournalError(.tooManyIntents, "")) { try bench.intendStamp("r1", "b1", "B") }
        try bench.receive(4)
        #expect(throws: JournalError(.tooManyIntents, "")) { try bench.intend(4) }
        try bench.finishStamp("r1", 1)
        try bench.intendStamp("r1", "b1", "B")
    }

    @Test func anOutcomeIsTakenWhenTheJournalIsFull() throws {
        var configuration = Bench.small
        configuration.maximumBytes = 2 << 20
        let bench = try Bench(configuration)
        _ = try bench.store.grantBlock(
            id: "b1",
            gtin: BlockTests.gtin,
            serials: ["A", "B"],
            digest: [UInt8](repeating: 0, count: 32)
        )
        try bench.begin("r1", count: 2)
        let unit = try bench.intendStamp("r1", "b1", "A")
        #expect(throws: JournalError(.full, "")) {
            for _ in 0..<10_000 { try bench.append(4_000) }
        }
        #expect(throws: JournalError(.full, "")) { try bench.intendStamp("r1", "b1", "B") }
        #expect(try bench.finishStamp("r1", unit, bytes: 4_000).commissioned == 1)
        #expect(try bench.store.nextSerial(of: BlockTests.gtin)?.serial == "B")
    }
}
