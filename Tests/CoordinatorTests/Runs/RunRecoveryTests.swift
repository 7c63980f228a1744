import Database
import Passport
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Runs after a restore")
struct RunRecoveryTests {
    /// A run of two units of a product with passports, whole. Its block has five serials.
    private static func live(_ stand: MachineStand) async throws -> (line: LineStand, run: String) {
        var line = try await LineStand(stand)
        let gtin = try GTIN(LineStand.gtin)
        try await stand.runtime.perform { work in
            let template = try PassportTemplate(
                json: ["economicOperatorId": "https://id.example.com/417/9520123456788", "elements": [:]]
            )
            _ = try ProductRepository.setPassport(template, gtin: gtin, by: "ada", in: work)
        }
        let run = try await line.order(2, spare: 3, start: true, lot: "L1")
        let serials = try await line.takeGrants()
        let start = try await line.start()
        try await line.tell(RunDeskTests.told(run, .running, (0, 0, 0)), answering: start)
        let told: [(StampStatus, String?)] = [
            (.commissioned, nil), (.scrapped, "readBackMismatch"), (.cannotStart, "notExecuted"), (.commissioned, nil),
        ]
        for (place, (status, reason)) in told.enumerated() {
            try await line.tell(
                RunDeskTests.stamp(run, serials[place], place + 1, status, reason),
                answering: start
            )
        }
        try await line.tell(RunDeskTests.told(run, .ended, (2, 1, 1)), answering: start)
        try await line.tick()
        let asked = try #require(try await line.commands().first { $0.body.kind == .returnBlock })
        let returned = SerialBlockReturned(block: serials[4].block, unused: [serials[4].serial])
        try await line.tell(.blockReturned(returned), answering: asked)
        try await line.publish()
        return (line, run.id)
    }

    /// What has to come out the same.
    private static func books(_ stand: MachineStand) async throws -> [[DatabaseRow]] {
        try await stand.runtime.view { work in
            try [
                "SELECT serial, block, place, state, reason, detail, run, unit FROM serial ORDER BY serial",
                "SELECT serial, step, event, state FROM serial_step ORDER BY serial, step",
                "SELECT id, gtin, owner, machine, incarnation, count, state FROM serial_block",
                """
                SELECT id, gtin, lot, count, machine, owner, state, commissioned, scrapped, unusable, command FROM run
                """,
                "SELECT subject, kind, event_id, signer, occurred_at, event, leaf FROM product_event ORDER BY subject",
                "SELECT subject, gtin, serial, owner, version FROM passport ORDER BY subject",
            ].map { try work.transaction.rows($0) }
        }
    }

    private static func leaves(_ stand: MachineStand) async throws -> [LogLeaf.Kind] {
        try await stand.runtime.view { work in
            try work.transaction.rows(
                """
                SELECT entry FROM (SELECT place, entry FROM log_leaf UNION ALL SELECT number + 1000000, entry
                    FROM pending_leaf) ORDER BY place
                """
            ).map { try LogLeaf(bytes: $0.blob("entry")).kind }
        }
    }

    @Test func aMachineThatTellsAgainMakesTheBooksWhatTheyWere() async throws {
        try await MachineStand.run { stand in
            var (line, _) = try await Self.live(stand)
            let (books, leaves) = (try await Self.books(stand), try await Self.leaves(stand))
            #expect(books.map(\.count) == [5, 18, 1, 1, 2, 2])
            #expect(leaves.filter { $0 == .commission }.count == 2)

            // An hour later, so that nothing is right by the clock alone.
            stand.clock.advance(milliseconds: 3_600_000)
            try await line.restore()
            try await line.tellAgain()
            for (now, before) in zip(try await Self.books(stand), books) { #expect(now == before) }
            #expect(try await stand.alarms() == [])
            // Nothing is in the log twice; the salts of the passports are new, and so are their entries.
            #expect(try await Self.leaves(stand) == leaves + [.passport, .passport])
            try await line.publish()
            #expect(try await SerialCheck.run(stand.runtime).findings == [])
        }
    }

    /// What the files of the log do not have is entered as if it was told for the first time.
    @Test func whatTheLogLostTooIsEnteredAnew() async throws {
        try await MachineStand.run { stand in
            var (line, _) = try await Self.live(stand)
            let books = try await Self.books(stand)
            try await line.restore()
            try await stand.runtime.perform { work in
                let place = "SELECT min(place) FROM log_leaf WHERE sequence = 0 AND subject NOT LIKE 'block:%'"
                _ = try work.transaction.execute("DELETE FROM log_leaf WHERE place >= (\(place))")
                _ = try work.transaction.execute(
                    "UPDATE log_head SET published = (SELECT count(*) FROM log_leaf), size = published"
                )
            }
            try await line.tellAgain()
            let after = try await Self.books(stand)
            for (now, before) in zip(after, books).prefix(4) { #expect(now == before) }
            #expect(after[4].count == 2)
            #expect(
                try await Self.leaves(stand) == [.grant, .commission, .retire, .retire, .commission, .retire]
            )
            #expect(try await stand.alarms() == [])
        }
    }

    /// The lost generation still had the run before it: the machine goes on with it here.
    @Test func aRunThatStillRunsIsTakenUpAndItsBlockIsAskedBack() async throws {
        try await MachineStand.run { stand in
            var (line, id) = try await Self.live(stand)
            try await line.restore()
            // The grant, the start and one unit.
            try await line.tellAgain(3)
            let run = try await line.run(id)
            #expect(run.progress == RunProgress(state: .running) && run.commissioned == 1 && run.lot?.text == "L1")
            let block = try await stand.runtime.view { try BlockBook.page(machine: nil, cursor: nil, limit: 9, in: $0) }
            #expect(block.items.map(\.standing) == [.unneeded])
            try await line.tick()
            #expect(try await line.commands().map(\.body.kind) == [.returnBlock])
            #expect(try await stand.alarms() == [])
        }
    }

    @Test func whatNobodyCanKnowIsAlarmed() async throws {
        try await MachineStand.run { stand in
            var (line, _) = try await Self.live(stand)
            try await line.restore()
            try await stand.runtime.perform { _ = try $0.transaction.execute("DELETE FROM product") }
            try await line.tellAgain()
            #expect(try await Self.books(stand).allSatisfy(\.isEmpty))
            #expect(try await stand.alarms().filter { $0 == "serial.inDoubt" }.count >= 3)
        }
    }

    /// A serial beyond the block's number is nobody's word to take.
    @Test func noMoreSerialsAreTakenUpThanWereGranted() async throws {
        try await MachineStand.run { stand in
            var (line, id) = try await Self.live(stand)
            try await line.restore()
            try await line.tellAgain(6)
            let run = try await line.run(id)
            let machine = try await stand.record(line.desk.machine)
            let block = try #require(
                try await stand.runtime.view { try BlockBook.page(machine: nil, cursor: nil, limit: 9, in: $0) }.items
                    .first
            )
            let desk = stand.runs
            let believed = try await stand.runtime.perform { work in
                try ["EXTRA1", "EXTRA2"].enumerated().map { place, serial in
                    guard case .stamp(let report) = RunDeskTests.stamp(run, (block.id, serial), 90 + place) else {
                        return false
                    }
                    return try desk.stamped(report, by: machine, in: work)
                }
            }
            #expect(believed == [true, false])
        }
    }
}
