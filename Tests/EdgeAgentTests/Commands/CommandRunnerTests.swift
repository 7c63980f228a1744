import GPIO
import Journal
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("CommandRunner", .timeLimit(.minutes(1)))
struct CommandRunnerTests {
    private func take(_ bench: Bench, _ claims: Command) async throws {
        #expect(try await bench.intake.take(try bench.deployment.sign(claims)) == .proceed)
    }

    @Test func answersExpiredCommandsWithoutMoving() async throws {
        try await Bench.with { bench in
            try await bench.working {
                try await take(bench, bench.deployment.claims(1, expires: TestDeployment.now))
                let receipt = try #require(try await bench.receipts(count: 1).first)
                #expect(receipt.delivery?.status == .cannotStart)
                #expect(receipt.delivery?.reason == "expired")
                #expect(receipt.re == TestDeployment.id(1))
            }
            #expect(bench.world.firings == 0)
        }
    }

    @Test(arguments: [Int64.max, Int64.max / 1_000])
    func takesAnyExpiryThatIsSigned(_ expires: Int64) async throws {
        try await Bench.with { bench in
            try await bench.working {
                try await take(bench, bench.deployment.claims(1, expires: expires))
                #expect(try await bench.receipts(count: 1)[0].delivery?.status == .finished)
            }
        }
    }

    @Test func refusesALaneThatItsProfileDoesNotHave() async throws {
        try await Bench.with { bench in
            try await bench.working {
                let claims = bench.deployment.claims(1, .deliver(.init(lane: "Z9", sale: "s")))
                try await take(bench, claims)
                let receipt = try await bench.receipts(count: 1)[0]
                #expect(receipt.refusal == .profileForbids)
                #expect(receipt.re == claims.jti)
                // The command is closed: a repetition gets the same answer.
                try await take(bench, claims)
                #expect(bench.runner.takeResends() == [1])
            }
            #expect(bench.world.firings == 0)
        }
    }

    @Test func deliversOneAfterTheOtherInOrder() async throws {
        try await Bench.with { bench in
            try await bench.working {
                for counter: Int64 in 1...3 {
                    let body = CommandBody.deliver(.init(lane: counter == 2 ? "A2" : "A1", sale: "sale-\(counter)"))
                    try await take(bench, bench.deployment.claims(counter, body))
                }
                let receipts = try await bench.receipts(count: 3)
                #expect(receipts.map(\.delivery?.sale) == ["sale-1", "sale-2", "sale-3"])
                #expect(receipts.allSatisfy { $0.delivery?.status == .finished })
            }
            #expect(bench.world.firings == 3)
        }
    }

    @Test func setsOutputsSafeWhileADeliveryRuns() async throws {
        // A motor that stays on until it is stopped: a busy computer can't end the delivery first.
        try await Bench.with(faults: "A1=motorStuck") { bench in
            try await bench.working {
                try await take(bench, bench.deployment.claims(1))
                try await eventually("the motor turns", pollMilliseconds: 1) { bench.world.isTurning("A1") }
                try await take(bench, bench.deployment.claims(2, .setOutputsSafe))
                try await eventually("the motor is off") { !bench.world.isAnyMotorOn }
                let receipts = try await bench.receipts(count: 2)
                #expect(receipts.contains { $0.body == .outputsSafe(ReceiptBody.OutputsSafe(stopped: nil)) })
                #expect(receipts.contains { $0.delivery?.status == .inDoubt && $0.delivery?.reason == "stopped" })
            }
            #expect(bench.world.firings == 1)
        }
    }

    @Test func commitsAnIntentForEachAttempt() async throws {
        try await Bench.with(faults: "A2=jam*1") { bench in
            try await bench.working {
                try await take(bench, bench.deployment.claims(1, .deliver(.init(lane: "A2", sale: "s"))))
                let receipt = try await bench.receipts(count: 1)[0]
                #expect(receipt.delivery?.status == .finished)
                #expect(receipt.delivery?.evidence?.firings == 2)
            }
            #expect(bench.world.firings == 2)
        }
    }

    @Test func endsTheRunningDeliveryAndLeavesTheNextForTheNextStart() async throws {
        try await Bench.with { bench in
            try await bench.working {
                for counter: Int64 in 1...3 { try await take(bench, bench.deployment.claims(counter)) }
                try await eventually("the motor turns", pollMilliseconds: 5) { bench.world.isTurning("A1") }
                bench.runner.finish()
            }
            #expect(try await bench.receipts().map(\.delivery?.status) == [.finished])
            #expect(bench.world.firings == 1)
            #expect(try await bench.journal.read { try $0.receivedWithoutIntent() }.map(\.counter) == [2, 3])
        }
    }

    @Test func endsWhileItWaitsForTheTime() async throws {
        try await Bench.with(knowsTime: false) { bench in
            try await take(bench, bench.deployment.claims())
            let before = SystemClock.monotonicNanoseconds
            try await bench.working {}
            #expect(SystemClock.monotonicNanoseconds - before < 20_000_000_000)
            #expect(try await bench.receipts().isEmpty)
            #expect(bench.world.firings == 0)
        }
    }

    @Test func failsAsAWholeWhenTheJournalFails() async throws {
        try await Bench.with { bench in
            let accepted = AcceptedCommand(bench.deployment.claims(), envelope: "")
            await bench.journal.close()
            bench.runner.run(accepted)
            // Not by `working`, which would end it: it has to end by itself.
            await #expect(throws: JournalError(.closed, "")) { try await bench.runner.work() }
            #expect(bench.world.firings == 0)
        }
    }

    @Test func answersWhoWaitsWhenTheLinesFail() async throws {
        try await Bench.with { bench in
            try await bench.working {
                bench.world.chip.setFaulty(TestMachine.door, true)
                try? await bench.control.ended()
                try await take(bench, bench.deployment.claims())
                let receipt = try await bench.receipts(count: 1)[0]
                #expect(receipt.delivery?.status == .cannotStart)
            }
            #expect(bench.world.firings == 0)
        }
    }
}
