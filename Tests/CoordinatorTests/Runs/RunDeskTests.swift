import Database
import Passport
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Runs and their serials")
struct RunDeskTests {
    static func stamp(
        _ run: RunRecord,
        _ serial: (block: String, serial: String),
        _ unit: Int,
        _ status: StampStatus = .commissioned,
        _ reason: String? = nil
    ) -> ReceiptBody {
        .stamp(
            StampReport(
                run: run.id,
                block: serial.block,
                serial: serial.serial,
                station: "marker",
                unit: unit,
                status: status,
                reason: reason
            )
        )
    }

    static func told(
        _ run: RunRecord,
        _ state: RunState,
        _ counts: (Int, Int, Int),
        _ reason: String? = nil
    ) -> ReceiptBody {
        .run(
            RunReport(
                run: run.id,
                gtin: run.gtin.description,
                lot: run.lot?.text,
                count: Int(run.count),
                state: state,
                commissioned: counts.0,
                scrapped: counts.1,
                unusable: counts.2,
                reason: reason
            )
        )
    }

    @Test func aRunEndsWithEverySerialInAFinalState() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let run = try await line.order(3, spare: 4, start: true, lot: "L1")
            #expect(run.progress == RunProgress(state: .notAllowedToStart, asked: .start))
            let serials = try await line.takeGrants()
            #expect(serials.count == 7 && Set(serials.map(\.serial)).count == 7)
            let start = try await line.start()
            #expect(
                start.body == .startRun(RunStart(run: run.id, gtin: LineStand.gtin, lot: "L1", count: 3))
            )
            #expect(try await line.tell(Self.told(run, .running, (0, 0, 0)), answering: start) == nil)
            let told: [(StampStatus, String?)] = [
                (.commissioned, nil), (.scrapped, "readBackMismatch"), (.cannotStart, "notExecuted"),
                (.commissioned, nil), (.scrapped, "restarted"), (.commissioned, nil),
            ]
            for (place, (status, reason)) in told.enumerated() {
                let body = Self.stamp(run, serials[place], place + 1, status, reason)
                #expect(try await line.tell(body, answering: start) == nil)
            }
            #expect(try await line.tell(Self.told(run, .ended, (3, 2, 1)), answering: start) == nil)
            let ended = try await line.run(run.id)
            #expect(ended.progress == RunProgress(state: .ended) && ended.endedAt != nil)
            #expect([ended.commissioned, ended.scrapped, ended.unusable] == [3, 2, 1])

            // The one that is left comes back.
            try await line.tick()
            let asked = try #require(try await line.commands().first { $0.body.kind == .returnBlock })
            let returned = SerialBlockReturned(block: serials[6].block, unused: [serials[6].serial])
            #expect(try await line.tell(.blockReturned(returned), answering: asked) == nil)
            let counts = try await line.counts(serials[0].block)
            #expect(counts == [.commissioned: 3, .scrapped: 2, .inactive: 2])
            #expect(try await line.blocks(run.id).map(\.standing) == [.closed])
            #expect(try await stand.alarms() == [])
        }
    }

    @Test func everyStepOfASerialIsKept() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let run = try await line.order(1, spare: 2, start: true)
            let serials = try await line.takeGrants()
            let start = try await line.start()
            try await line.tell(Self.stamp(run, serials[0], 1), answering: start)
            try await line.tell(Self.stamp(run, serials[1], 2, .scrapped, "unreadable"), answering: start)
            try await line.tell(Self.stamp(run, serials[2], 3, .scrapped, "markTimeout"), answering: start)
            let gtin = try GTIN(LineStand.gtin)
            func life(_ place: Int) async throws -> [SerialState] {
                try await stand.runtime.view { work in
                    try SerialBook.steps(gtin, Serial(checked: serials[place].serial), in: work).map(\.state)
                }
            }
            #expect(try await life(0) == [.unallocated, .allocated, .encoded, .commissioned])
            #expect(try await life(1) == [.unallocated, .allocated, .encoded, .scrapped])
            #expect(try await life(2) == [.unallocated, .allocated, .scrapped])
        }
    }

    @Test func aStampThatMayNotBeIsNotBelieved() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let run = try await line.order(2, spare: 0, start: true)
            let serials = try await line.takeGrants()
            let start = try await line.start()
            #expect(try await line.tell(Self.stamp(run, serials[0], 1), answering: start) == nil)
            for wrong in [
                serials[0], (serials[0].block, "NOSUCHSERIAL0"), ("another", serials[1].serial),
            ] {
                #expect(try await line.tell(Self.stamp(run, wrong, 2), answering: start) == .unknownCommand)
            }
            #expect(try await line.run(run.id).commissioned == 1)
            #expect(try await stand.alarms() == ["receipt.rejected"])
        }
    }

    @Test func serialsThatAMachineHoldsAheadAreUsedFirst() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let (gtin, machine) = (try GTIN(LineStand.gtin), line.machine)
            try await stand.runtime.perform { work in
                _ = try BlockBook.grant(600, of: gtin, to: machine, by: "ada", in: work)
            }
            let ahead = try await line.takeGrants()
            #expect(ahead.count == 600 && Set(ahead.map(\.block)).count == 2)
            let run = try await line.order(500, start: true)
            #expect(try await line.blocks(run.id).isEmpty)
            #expect(run.progress.state == .allowedToStart)
            _ = try await line.start()
        }
    }

    @Test func serialsThatTheMachineHasNotHeardOfDoNotCountAsAhead() async throws {
        try await MachineStand.run { stand in
            let line = try await LineStand(stand)
            let (gtin, machine) = (try GTIN(LineStand.gtin), line.machine)
            try await stand.runtime.perform { work in
                _ = try BlockBook.grant(100, of: gtin, to: machine, by: "ada", in: work)
            }
            let run = try await line.order(10, spare: 0, start: true)
            #expect(run.progress.state == .notAllowedToStart)
            #expect(try await line.commands().isEmpty)
        }
    }

    @Test func noSerialIsEverGrantedTwice() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand, digits: 8)
            var all: Set<String> = []
            for _ in 1...3 {
                let run = try await line.order(20, spare: 0)
                let serials = try await line.takeGrants().map(\.serial)
                #expect(serials.count == 20 && serials.allSatisfy { $0.utf8.count == 8 })
                #expect(all.isDisjoint(with: serials))
                all.formUnion(serials)
                // What comes back unused is never granted again.
                _ = try await line.ask(.abort, run.id)
                try await line.tick()
                let asked = try #require(try await line.commands().last { $0.body.kind == .returnBlock })
                guard case .returnBlock(let block) = asked.body else { return }
                try await line.tell(
                    .blockReturned(SerialBlockReturned(block: block.block, unused: serials)),
                    answering: asked
                )
                #expect(try await line.counts(block.block) == [.inactive: 20])
            }
        }
    }

    @Test func aLostMachinesSerialsAreInactiveAndItsRunIsAborted() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let run = try await line.order(3, spare: 0, start: true)
            let serials = try await line.takeGrants()
            let start = try await line.start()
            try await line.tell(Self.stamp(run, serials[0], 1), answering: start)
            let (id, directory) = (line.machine, stand.directory)
            try await stand.runtime.perform { work in
                try directory.quarantine(id, by: "ada", reason: "card lost", in: work)
                try directory.allow(id, by: "ada", in: work)
            }
            #expect(try await line.run(run.id).progress == RunProgress(state: .aborted, reason: "machineLost"))
            #expect(try await line.counts(serials[0].block) == [.commissioned: 1, .inactive: 2])
            #expect(try await line.blocks(run.id).map(\.standing) == [.closed])
        }
    }

    @Test func serialsThatAMachineUsedAndDoesNotTellOfAreInDoubt() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let run = try await line.order(2, spare: 0)
            let serials = try await line.takeGrants()
            _ = try await line.ask(.abort, run.id)
            try await line.tick()
            let asked = try #require(try await line.commands().first { $0.body.kind == .returnBlock })
            let returned = SerialBlockReturned(block: serials[0].block, unused: [serials[1].serial])
            try await line.tell(.blockReturned(returned), answering: asked)
            #expect(try await line.counts(serials[0].block) == [.scrapped: 1, .inactive: 1])
            #expect(try await stand.alarms() == ["serial.inDoubt"])
        }
    }

    @Test func aRefusedGrantTellsAPersonAndKeepsTheRunFromStarting() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let run = try await line.order(2, spare: 0, start: true)
            try await line.tick()
            let grant = try #require(try await line.commands().first { $0.body.kind == .grantBlock })
            try await line.tell(ReceiptDesk.refusal(.storage), answering: grant)
            let after = try await line.run(run.id)
            #expect(after.progress.state == .notAllowedToStart && after.progress.asked == nil)
            #expect(try await stand.alarms() == ["command.refused", "run.stopped"])
            #expect(try await line.blocks(run.id).map(\.standing) == [.closed])
            // It is said once, however often the clock looks.
            for _ in 1...3 { try await line.tick() }
            let alarms = try await stand.runtime.view { try AlarmBook.list(openOnly: true, limit: 10, in: $0) }
            #expect(alarms.map(\.count) == [1, 1])
        }
    }

    @Test func aRunWhoseSerialsWereRefusedIsStartedAgainWithOthers() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let run = try await line.order(2, spare: 1, start: true)
            try await line.tick()
            let grant = try #require(try await line.commands().first { $0.body.kind == .grantBlock })
            try await line.tell(ReceiptDesk.refusal(.tooManyBlocks), answering: grant)
            let reason = try #require(try await line.run(run.id).progress.reason)
            #expect(reason.contains("tooManyBlocks") && reason.contains("Start the run again"))

            #expect(
                try await line.ask(.start, run.id).progress == RunProgress(state: .notAllowedToStart, asked: .start)
            )
            let serials = try await line.takeGrants()
            #expect(serials.count == 3)
            // Both are of one millisecond, so their ids have no order.
            let blocks = try await line.blocks(run.id)
            let closed = try #require(blocks.first { $0.standing == .closed })
            #expect(blocks.count == 2 && blocks.contains { $0.standing == .held })
            #expect(try await line.counts(closed.id) == [.inactive: 3])
            let start = try await line.start()
            #expect(try await line.tell(Self.told(run, .running, (0, 0, 0)), answering: start) == nil)
            #expect(try await line.run(run.id).progress == RunProgress(state: .running))
        }
    }

    /// Serials that lay ahead may be used by another run before this one starts.
    @Test func aMachineThatHasTooFewSerialsIsGrantedWhatItLacks() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let (gtin, machine) = (try GTIN(LineStand.gtin), line.machine)
            try await stand.runtime.perform { _ = try BlockBook.grant(5, of: gtin, to: machine, by: "ada", in: $0) }
            let ahead = try await line.takeGrants()
            let first = try await line.order(2, spare: 3, start: true)
            let second = try await line.order(2, spare: 3)
            #expect(second.progress.state == .allowedToStart)
            let start = try await line.start()
            try await line.tell(Self.told(first, .running, (0, 0, 0)), answering: start)
            for place in 0...1 { try await line.tell(Self.stamp(first, ahead[place], place + 1), answering: start) }
            try await line.tell(Self.told(first, .ended, (2, 0, 0)), answering: start)

            _ = try await line.ask(.start, second.id)
            let again = try await line.start()
            try await line.tell(ReceiptDesk.refusal(.tooFewSerials), answering: again)
            let refused = try await line.run(second.id).progress
            #expect(refused.state == .notAllowedToStart && refused.asked == nil && refused.reason != nil)
            _ = try await line.ask(.start, second.id)
            #expect(try await line.takeGrants().count == 2)
            _ = try await line.start()
            #expect(try await line.run(second.id).progress == RunProgress(state: .allowedToStart, asked: .start))
        }
    }

    @Test func countsThatDoNotAgreeAreAlarmed() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let run = try await line.order(2, spare: 0, start: true)
            _ = try await line.takeGrants()
            let start = try await line.start()
            try await line.tell(Self.told(run, .running, (1, 0, 0)), answering: start)
            #expect(try await stand.alarms() == ["run.stopped"])
        }
    }

    @Test(arguments: [0, RunOrder.maximumCount + 1, -1])
    func aRunOfTooFewOrTooManyUnitsIsRefused(_ count: Int) async throws {
        try await MachineStand.run { stand in
            let line = try await LineStand(stand)
            await #expect(throws: CoordinatorError(.invalid, "")) { try await line.order(count) }
            #expect(try await stand.dump("run").isEmpty)
        }
    }

    @Test func aMachineThatIsSetAsideGetsNoSerials() async throws {
        try await MachineStand.run { stand in
            let line = try await LineStand(stand)
            let (id, directory) = (line.machine, stand.directory)
            try await stand.runtime.perform { try directory.quarantine(id, by: "ada", reason: "x", in: $0) }
            await #expect(throws: CoordinatorError(.machineNotAllowed, "")) { try await line.order(1) }
            #expect(try await stand.dump("serial").isEmpty)
        }
    }
}

extension RunDeskTests {
    @Test func noMachineHearsOfSerialsBeforeTheLogHasThem() async throws {
        try await MachineStand.run { stand in
            let line = try await LineStand(stand)
            let run = try await line.order(1, spare: 0)
            let clock = LineClock(runtime: stand.runtime, desk: stand.runs)
            #expect(try await clock.tick() == 0)
            #expect(try await line.blocks(run.id).map(\.standing) == [.recorded])
            #expect(try await line.commands().isEmpty)
            try await line.publish()
            #expect(try await clock.tick() == 1)
            #expect(try await line.blocks(run.id).map(\.standing) == [.sent])
        }
    }

    @Test func aCommissionedUnitHasItsPassportAndItsLeaf() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let gtin = try GTIN(LineStand.gtin)
            try await stand.runtime.perform { work in
                let template = try PassportTemplate(
                    json: [
                        "economicOperatorId": "https://id.example.com/417/9520123456788",
                        "elements": ["mass": ["value": 12, "tier": "public"]],
                    ]
                )
                _ = try ProductRepository.setPassport(template, gtin: gtin, by: "ada", in: work)
            }
            let run = try await line.order(2, spare: 0, start: true, lot: "L1")
            let serials = try await line.takeGrants()
            let start = try await line.start()
            try await line.tell(Self.stamp(run, serials[0], 1), answering: start)
            try await line.tell(Self.stamp(run, serials[1], 2, .scrapped, "unreadable"), answering: start)
            let pieces = try serials.map {
                try DigitalLink("https://id.gs1.org/01/\(LineStand.gtin)/21/\($0.serial)")
            }
            try await stand.runtime.view { work in
                let record = try #require(try PassportBook.find(pieces[0], in: work))
                let passport = try PassportBook.version(1, of: record, in: work)
                #expect(
                    passport.fields.map(\.name)
                        == ["batchNumber", "line", "manufacturingDate", "mass", "productName", "run"]
                )
                let leaf = try #require(try LogBook.leaf(pieces[0].logSubject, sequence: 0, in: work)).leaf
                let hash = try passport.hash()
                #expect(leaf.kind == .commission && leaf.hashes["passport"] == hash)
                #expect(try PassportBook.find(pieces[1], in: work) == nil)
                #expect(try LogBook.leaf(pieces[1].logSubject, sequence: 0, in: work)?.leaf.kind == .retire)
                // The public log does not say which serials there are.
                let rows = try work.transaction.rows(
                    "SELECT entry FROM log_leaf UNION ALL SELECT entry FROM pending_leaf",
                    [:]
                )
                for row in rows {
                    let entry = String(decoding: try row.blob("entry"), as: UTF8.self)
                    #expect(!serials.contains { entry.contains($0.serial) }, "\(entry)")
                }
            }
        }
    }
}

extension RunDeskTests {
    @Test func aRestoredDatabaseGrantsNoNumberThatWasGranted() async throws {
        try await MachineStand.run { stand in
            let line = try await LineStand(stand, digits: 12)
            let gtin = try GTIN(LineStand.gtin)
            func next() async throws -> Int64 {
                try await stand.runtime.view { try ProductRepository.get(gtin, in: $0).nextNumber }
            }
            _ = try await line.order(5, spare: 0)
            #expect(try await next() == 5)
            _ = try await stand.runtime.perform { try RecoveryBook.start(.restore, subject: "", above: 0, in: $0) }
            await #expect(throws: CoordinatorError(.notReady, "")) { try await line.order(1) }
            #expect(try await next() == 1_000_005)
        }
    }
}
