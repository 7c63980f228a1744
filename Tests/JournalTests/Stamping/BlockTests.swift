import Journal
import Testing

@Suite("Serial blocks")
struct BlockTests {
    static let gtin = "09506000134352"

    private func grant(_ bench: Bench, _ id: String, _ serials: [String], digest: UInt8 = 0) throws -> GrantDecision {
        let digest = [UInt8](repeating: digest, count: 32)
        return try bench.store.grantBlock(id: id, gtin: Self.gtin, serials: serials, digest: digest)
    }

    @Test func aBlockIsStoredOnce() throws {
        let bench = try Bench()
        #expect(try grant(bench, "b1", ["A", "B"]) == .stored)
        #expect(try grant(bench, "b1", ["A", "B"]) == .known)
        #expect(try bench.store.unusedSerials(of: Self.gtin) == 2)
        #expect(try bench.store.unusedSerials(of: "00000000000000") == 0)
        let other = try grant(bench, "b1", ["A", "C"], digest: 1)
        #expect(other == .conflict("block b1 was granted with other serials"))
        try bench.open()
        #expect(try grant(bench, "b1", ["A", "B"]) == .known)
        #expect(try bench.store.unusedSerials(of: Self.gtin) == 2)
    }

    @Test func noSerialIsInTwoBlocks() throws {
        let bench = try Bench()
        #expect(try grant(bench, "b1", ["A", "B"]) == .stored)
        #expect(try grant(bench, "b2", ["C", "B"], digest: 1) == .conflict("serial B is in block b1 already"))
        #expect(try bench.store.returnBlock(id: "b1") == ["A", "B"])
        #expect(try grant(bench, "b2", ["C", "B"], digest: 1) == .conflict("serial B is in block b1 already"))
    }

    @Test func aReturnedBlockGivesTheSameAnswerForEver() throws {
        let bench = try Bench()
        _ = try grant(bench, "b1", ["A", "B", "C"])
        #expect(try bench.store.returnBlock(id: "b9") == nil)
        try bench.begin("r1", count: 3)
        try bench.stamp("r1", "b1", "A")
        for _ in 0..<2 { #expect(try bench.store.returnBlock(id: "b1") == ["B", "C"]) }
        #expect(try bench.store.nextSerial(of: Self.gtin) == nil)
        #expect(try bench.store.unusedSerials(of: Self.gtin) == 0)
        #expect(try grant(bench, "b1", ["A", "B", "C"]) == .known)
        #expect(try bench.store.nextSerial(of: Self.gtin) == nil)
    }

    @Test func serialsAreUsedInTheOrderOfTheirBlocks() throws {
        let bench = try Bench()
        _ = try grant(bench, "b2", ["Z"], digest: 1)
        _ = try grant(bench, "b1", ["B", "A"], digest: 2)
        try bench.begin("r1", count: 3)
        for (block, serial) in [("b2", "Z"), ("b1", "B"), ("b1", "A")] {
            #expect(try bench.store.nextSerial(of: Self.gtin) == NextSerial(block: block, serial: serial))
            try bench.stamp("r1", block, serial)
        }
        #expect(try bench.store.nextSerial(of: Self.gtin) == nil)
        #expect(try bench.store.returnBlock(id: "b1") == [])
    }

    @Test func serialsOfAnEarlierIncarnationAreNeverUsed() throws {
        let bench = try Bench()
        _ = try grant(bench, "b1", ["A"])
        try bench.store.adopt(incarnation: 2, lastCounter: 0, nextSequence: 1)
        #expect(try bench.store.nextSerial(of: Self.gtin) == nil)
        #expect(try bench.store.unusedSerials(of: Self.gtin) == 0)
        #expect(try bench.store.returnBlock(id: "b1") == ["A"])
    }

    @Test func takesOnlySoManyBlocks() throws {
        var configuration = Bench.small
        configuration.maximumOpenBlocks = 2
        let bench = try Bench(configuration)
        #expect(try grant(bench, "b1", ["A"], digest: 1) == .stored)
        #expect(try grant(bench, "b2", ["B"], digest: 2) == .stored)
        #expect(try grant(bench, "b3", ["C"], digest: 3) == .tooMany(2))
        _ = try bench.store.returnBlock(id: "b2")
        #expect(try grant(bench, "b3", ["C"], digest: 3) == .stored)
    }

    @Test func refusesWhatIsNoBlock() throws {
        let bench = try Bench(enrolled: false)
        #expect(throws: JournalError(.notEnrolled, "")) { try grant(bench, "b1", ["A"]) }
        #expect(throws: JournalError(.invalidField, "")) { try grant(bench, "b1", []) }
        #expect(throws: JournalError(.invalidField, "")) { try grant(bench, "b1", ["A\nB"]) }
        #expect(throws: JournalError(.invalidField, "")) { try grant(bench, "", ["A"]) }
    }
}

extension Bench {
    /// Starts a run of the one product.
    func begin(_ id: String, count: Int) throws {
        let incarnation = try store.identity().incarnation
        try store.startRun(
            StoredRun(
                id: id,
                incarnation: incarnation,
                commandID: "start-\(id)",
                traceparent: nil,
                gtin: BlockTests.gtin,
                count: count,
                state: "running"
            )
        )
    }

    /// Writes the intent of a unit, and its outcome.
    func stamp(_ run: String, _ block: String, _ serial: String) throws {
        let unit = try intendStamp(run, block, serial)
        try finishStamp(run, unit)
    }

    @discardableResult
    func intendStamp(_ run: String, _ block: String, _ serial: String) throws -> Int {
        try store.recordStampIntent(
            run: run,
            in: "running",
            serial: NextSerial(block: block, serial: serial),
            station: "S1",
            detail: [7],
            at: instant(5)
        )
    }

    @discardableResult
    func finishStamp(
        _ run: String,
        _ unit: Int,
        as tally: StoredRun.Tally = .commissioned,
        bytes: Int = 8
    ) throws -> StoredRun {
        try store.recordStampOutcome(run: run, unit: unit, as: tally, kind: "stamp", at: instant(6)) { _ in
            [UInt8](repeating: 9, count: bytes)
        }
    }
}
