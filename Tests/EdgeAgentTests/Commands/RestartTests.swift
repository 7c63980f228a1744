import FoundationEssentials
import Journal
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

/// The table of crash points: the state that the disk holds is copied while the first agent runs, which is what a
/// process finds that starts after this one was killed; a second agent, at a machine of its own, starts on the copy.
@Suite("Restart", .timeLimit(.minutes(1)))
struct RestartTests {
    /// Lets a second agent start on the copied state, with what the coordinator sends again.
    private func restart(
        _ first: Bench,
        _ state: String,
        knowsTime: Bool = true,
        incarnation: Int64 = 1,
        redelivered: [Command] = [],
        _ body: (Bench) async throws -> Void
    ) async throws {
        try await Bench.with(first.deployment, state: state, incarnation: incarnation, knowsTime: knowsTime) { second in
            try await second.runner.recover()
            try await second.working {
                for command in redelivered {
                    #expect(try await second.intake.take(try second.deployment.sign(command)) == .proceed)
                }
                try await body(second)
            }
        }
    }

    @Test func knowsNothingBeforeReceivedIsCommitted() async throws {
        try await Bench.with { first in
            let copy = try first.snapshot("copy")
            try await restart(first, copy, redelivered: [first.deployment.claims()]) { second in
                let firstReceipt = try await second.receipts(count: 1)[0]
                #expect(firstReceipt.delivery?.status == .finished)
                #expect(second.world.firings == 1)
            }
        }
    }

    @Test func runsAReceivedCommandOnceEvenWhenItComesAgain() async throws {
        try await Bench.with { first in
            let claims = first.deployment.claims()
            _ = try await first.intake.take(try first.deployment.sign(claims))
            let copy = try first.snapshot("copy")
            try await restart(first, copy, redelivered: [claims, claims]) { second in
                let firstReceipt = try await second.receipts(count: 1)[0]
                #expect(firstReceipt.delivery?.status == .finished)
                #expect(second.world.firings == 1)
            }
        }
    }

    @Test func answersAReceivedCommandThatExpiredMeanwhile() async throws {
        try await Bench.with { first in
            let claims = first.deployment.claims(1, expires: TestDeployment.now)
            _ = try await first.intake.take(try first.deployment.sign(claims))
            let copy = try first.snapshot("copy")
            try await restart(first, copy) { second in
                let receipt = try await second.receipts(count: 1)[0]
                #expect(receipt.delivery?.status == .cannotStart)
                #expect(receipt.delivery?.reason == "expired")
                #expect(second.world.firings == 0)
            }
        }
    }

    @Test func waitsForTheTimeBeforeItRunsAReceivedCommand() async throws {
        try await Bench.with { first in
            _ = try await first.intake.take(try first.deployment.sign(first.deployment.claims()))
            let copy = try first.snapshot("copy")
            try await restart(first, copy, knowsTime: false) { second in
                // A ping that came later is answered meanwhile: the delivery waits, the runner does not.
                _ = try await second.intake.take(try second.deployment.sign(second.deployment.claims(2, .ping)))
                let firstReceipt = try await second.receipts(count: 1)[0]
                #expect(firstReceipt.body == .pong)
                #expect(second.world.firings == 0)
                second.learnTime()
                let secondReceipt = try await second.receipts(count: 2)[1]
                #expect(secondReceipt.delivery?.status == .finished)
                #expect(second.world.firings == 1)
            }
        }
    }

    @Test func isInDoubtAboutAnIntentBeforeTheMotorTurned() async throws {
        try await Bench.with { first in
            let claims = first.deployment.claims()
            _ = try await first.intake.take(try first.deployment.sign(claims))
            try await first.journal.transact { store in
                try store.recordIntent(commandID: claims.jti, attempt: 1, detail: [], at: SystemClock.journalInstant)
            }
            let copy = try first.snapshot("copy")
            try await restart(first, copy, redelivered: [claims, claims]) { second in
                let receipt = try await second.receipts(count: 1)[0]
                #expect(receipt.delivery?.status == .inDoubt)
                #expect(receipt.delivery?.reason == "interrupted")
                #expect(receipt.re == claims.jti)
                #expect(second.runner.takeResends() == [receipt.seq])
                #expect(second.world.firings == 0)
            }
        }
    }

    @Test func isInDoubtAboutADeliveryWhoseMotorTurned() async throws {
        try await Bench.with { first in
            let claims = first.deployment.claims()
            try await first.working {
                _ = try await first.intake.take(try first.deployment.sign(claims))
                try await eventually("the motor turns", pollMilliseconds: 1) { first.world.isTurning("A1") }
                let copy = try first.snapshot("copy")
                try await restart(first, copy, redelivered: [claims]) { second in
                    let firstReceipt = try await second.receipts(count: 1)[0]
                    #expect(firstReceipt.delivery?.status == .inDoubt)
                    #expect(second.world.firings == 0)
                    // The next command is not held up.
                    _ = try await second.intake.take(try second.deployment.sign(second.deployment.claims(2)))
                    let secondReceipt = try await second.receipts(count: 2)[1]
                    #expect(secondReceipt.delivery?.status == .finished)
                    #expect(second.world.firings == 1)
                }
            }
            #expect(first.world.firings == 1)
        }
    }

    @Test func isInDoubtAboutASecondAttempt() async throws {
        try await Bench.with(faults: "A2=jam") { first in
            let claims = first.deployment.claims(1, .deliver(.init(lane: "A2", sale: "s")))
            try await first.working {
                _ = try await first.intake.take(try first.deployment.sign(claims))
                try await eventually("the motor turns again", pollMilliseconds: 1) { first.world.firings == 2 }
                let copy = try first.snapshot("copy")
                try await restart(first, copy) { second in
                    let firstReceipt = try await second.receipts(count: 1)[0]
                    #expect(firstReceipt.delivery?.status == .inDoubt)
                    #expect(second.world.firings == 0)
                }
            }
        }
    }

    @Test func sendsACommittedOutcomeAgain() async throws {
        try await Bench.with { first in
            let claims = first.deployment.claims()
            try await first.working {
                _ = try await first.intake.take(try first.deployment.sign(claims))
                try await first.receipts(count: 1)
            }
            let copy = try first.snapshot("copy")
            let sent = try await first.receipts()
            try await restart(first, copy, redelivered: [claims]) { second in
                #expect(try await second.receipts() == sent)
                #expect(second.runner.takeResends() == [1])
                let pending = try await second.journal.read { try $0.pendingReceipts(limit: 9, maximumBytes: 1 << 20) }
                #expect(pending.map(\.sequence) == [1])
                #expect(second.world.firings == 0)
            }
        }
    }

    @Test func neverRunsCommandsOfAnEarlierIncarnation() async throws {
        try await Bench.with { first in
            let deployment = first.deployment
            let claims = [deployment.claims(1), deployment.claims(2), deployment.claims(3, .ping)]
            for command in claims { _ = try await first.intake.take(try first.deployment.sign(command)) }
            try await first.journal.transact { store in
                try store.recordIntent(commandID: claims[0].jti, attempt: 1, detail: [], at: SystemClock.journalInstant)
            }
            let copy = try first.snapshot("copy")
            try await restart(first, copy, incarnation: 2) { second in
                let receipts = try await second.receipts(count: 3)
                #expect(receipts.map(\.re) == claims.map(\.jti))
                #expect(receipts[0].delivery?.status == .inDoubt)
                #expect(receipts[1].delivery?.status == .cannotStart)
                #expect(receipts[2].refusal == .wrongIncarnation)
                // They belong to the life that took the commands.
                #expect(receipts.map(\.inc) == [1, 1, 1])
                #expect(second.world.firings == 0)
            }
        }
    }

    @Test func isNotStoppedByAStoredCommandThatItCannotRead() async throws {
        try await Bench.with { first in
            for counter: Int64 in 1...2 {
                let stored = IncomingCommand(
                    id: TestDeployment.id(counter),
                    counter: counter,
                    bodyHash: Array(repeating: 1, count: 32),
                    envelope: Array("of another version".utf8),
                    traceparent: nil,
                    received: SystemClock.journalInstant
                )
                try await first.journal.transact { _ = try $0.receive(stored) }
            }
            try await first.journal.transact { store in
                let id = TestDeployment.id(1)
                try store.recordIntent(commandID: id, attempt: 1, detail: [], at: SystemClock.journalInstant)
            }
            let copy = try first.snapshot("copy")
            try await restart(first, copy) { second in
                let receipts = try await second.receipts(count: 2)
                #expect(receipts.map(\.refusal) == [.malformed, .malformed])
                _ = try await second.intake.take(try second.deployment.sign(second.deployment.claims(3)))
                let thirdReceipt = try await second.receipts(count: 3)[2]
                #expect(thirdReceipt.delivery?.status == .finished)
            }
        }
    }
}
