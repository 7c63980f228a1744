import Journal
import Machine
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("Line commands", .timeLimit(.minutes(3)))
struct LineCommandTests {
    private func grant(_ block: String, _ serials: [String]) -> CommandBody {
        .grantBlock(SerialBlockGrant(block: block, gtin: LineBench.gtin, serials: serials))
    }

    @Test func keepsABlockOnceAndReturnsIt() async throws {
        try await LineBench.with(isAttended: false) { bench async throws in
            for _ in 0..<2 {
                #expect(
                    try await bench.ask(grant("b1", ["A", "B"]))
                        == .blockGranted(SerialBlockGranted(block: "b1", gtin: LineBench.gtin, count: 2))
                )
            }
            #expect(try await bench.ask(grant("b1", ["A", "C"])).refusal == .blockConflict)
            #expect(try await bench.ask(grant("b2", ["B"])).refusal == .blockConflict)
            for _ in 0..<2 {
                #expect(
                    try await bench.ask(.returnBlock(SerialBlockReturn(block: "b1")))
                        == .blockReturned(SerialBlockReturned(block: "b1", unused: ["A", "B"]))
                )
            }
            #expect(try await bench.ask(.returnBlock(SerialBlockReturn(block: "b9"))).refusal == .unknownBlock)
            #expect(try await bench.start("r1", count: 1).refusal == .tooFewSerials)
        }
    }

    @Test func refusesRunsThatCannotBe() async throws {
        try await LineBench.with(isAttended: false) { bench async throws in
            try await bench.grant("b1", "A", count: 3)
            #expect(try await bench.start("r1", count: 4).refusal == .tooFewSerials)
            let other = RunStart(run: "r1", gtin: "00000000000000", count: 1)
            #expect(try await bench.ask(.startRun(other)).refusal == .tooFewSerials)
            #expect(try await bench.start("r1", count: 3) == .run(LineBench.report("r1", of: 3, .running)))
            #expect(try await bench.start("r2", count: 1).refusal == .runActive)
            #expect(try await bench.start("r1", count: 3).refusal == .runActive)
        }
    }

    @Test func controlsARun() async throws {
        // Nobody lets the line run, so no unit begins.
        try await LineBench.with(isAttended: false, patienceSeconds: 60) { bench async throws in
            func control(_ action: RunControl.Action, _ run: String = "r1") async throws -> ReceiptBody {
                try await bench.ask(.controlRun(RunControl(run: run, action: action)))
            }
            func report(_ state: RunState, _ reason: String?) -> ReceiptBody {
                .run(LineBench.report("r1", of: 3, state, reason: reason))
            }
            try await bench.grant("b1", "A", count: 3)
            #expect(try await control(.interrupt).refusal == .unknownRun)
            _ = try await bench.start("r1", count: 3)
            #expect(try await control(.resume) == report(.running, nil))
            for _ in 0..<2 { #expect(try await control(.interrupt) == report(.interrupted, "requested")) }
            #expect(try await bench.start("r2", count: 1).refusal == .runActive)
            #expect(try await control(.resume) == report(.running, nil))
            for _ in 0..<2 { #expect(try await control(.abort) == report(.aborted, "requested")) }
            #expect(try await control(.resume).refusal == .runOver)
            #expect(try await control(.interrupt).refusal == .runOver)
            #expect(try await bench.start("r1", count: 1).refusal == .runActive)
            #expect(try await bench.start("r2", count: 1).refusal == nil)
            #expect(try await bench.stamps() == [])
        }
    }

    @Test func refusesWhatIsLateUnlessItMakesThingsSafer() async throws {
        try await LineBench.with(isAttended: false, patienceSeconds: 60) { bench async throws in
            try await bench.grant("b1", "A", count: 3)
            _ = try await bench.start("r1", count: 3)
            let past = TestDeployment.now
            #expect(try await bench.ask(grant("b2", ["B"]), expires: past).refusal == .expired)
            let start = CommandBody.startRun(RunStart(run: "r2", gtin: LineBench.gtin, count: 1))
            #expect(try await bench.ask(start, expires: past).refusal == .expired)
            func control(_ action: RunControl.Action) async throws -> ReceiptBody {
                try await bench.ask(.controlRun(RunControl(run: "r1", action: action)), expires: past)
            }
            #expect(try await control(.interrupt).refusal == nil)
            #expect(try await control(.resume).refusal == .expired)
            #expect(try await control(.abort).refusal == nil)
            let returned = try await bench.ask(.returnBlock(SerialBlockReturn(block: "b1")), expires: past)
            #expect(returned == .blockReturned(SerialBlockReturned(block: "b1", unused: ["A1", "A2", "A3"])))
        }
    }

    @Test func waitsForTheTimeBeforeItBegins() async throws {
        try await LineBench.with(isAttended: false, knowsTime: false) { bench async throws in
            let command = try await bench.send(grant("b1", ["A"]))
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await bench.receipts() == [])
            bench.learnTime()
            try await eventually("the grant is answered") {
                try await bench.receipts().map(\.re) == [command]
            }
        }
    }

    @Test func refusesWhatMakesNoSenseBeforeItIsStored() async throws {
        try await LineBench.with(isAttended: false) { bench async throws in
            let bodies: [CommandBody] = [
                grant("b1", ["A A"]), .returnBlock(SerialBlockReturn(block: "")),
                .startRun(RunStart(run: "r1", gtin: "1", count: 1)),
                .controlRun(RunControl(run: "", action: .abort)),
            ]
            for (number, body) in bodies.enumerated() {
                let claims = bench.deployment.claims(1, body, id: Int64(number + 1))
                _ = try await bench.intake.take(try bench.deployment.sign(claims))
            }
            #expect(try await bench.receipts().map(\.body.refusal) == [.malformed, .malformed, .malformed, .malformed])
            #expect(try await bench.journal.read { try $0.identity().lastCounter } == 0)
        }
    }

    @Test func aMachineWithoutStationsTakesNone() async throws {
        try await Bench.with { bench async throws in
            try await bench.working {
                let claims = bench.deployment.claims(1, grant("b1", ["A"]))
                _ = try await bench.intake.take(try bench.deployment.sign(claims))
                let receipts = try await bench.receipts(count: 1)
                #expect(receipts.map(\.refusal) == [.profileForbids])
            }
        }
    }
}
