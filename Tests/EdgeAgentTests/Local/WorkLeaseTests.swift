import GPIO
import Journal
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

/// The lease over real deliveries and runs.
@Suite("WorkLease", .timeLimit(.minutes(2)))
struct WorkLeaseTests {
    private func isGiven(_ answer: LeaseBook.Answer) -> Bool { if case .given = answer { true } else { false } }
    private func isBusy(_ answer: LeaseBook.Answer) -> Bool { if case .busy = answer { true } else { false } }

    @Test func aDeliveryThatWasPaidForWaitsForItsEnd() async throws {
        try await Bench.with { bench async throws in
            try await bench.working {
                #expect(isGiven(try await bench.lease.take(owner: "flash", seconds: 60)))
                #expect(bench.runner.isLeased)
                let command = bench.deployment.claims(1)
                #expect(try await bench.intake.take(try bench.deployment.sign(command)) == .proceed)
                try await Task.sleep(for: .milliseconds(700))
                #expect(bench.world.firings == 0)
                #expect(try await bench.lease.release(owner: "flash"))
                #expect(try await bench.receipts(count: 1)[0].delivery?.status == .finished)
            }
            #expect(bench.world.firings == 1)
        }
    }

    @Test func aDeliveryWhoseTimePassesUnderItDoesNotRun() async throws {
        try await Bench.with { bench async throws in
            try await bench.working {
                _ = try await bench.lease.take(owner: "flash", seconds: 60)
                let command = bench.deployment.claims(1, expires: TestDeployment.now + 1)
                #expect(try await bench.intake.take(try bench.deployment.sign(command)) == .proceed)
                let receipt = try await bench.receipts(count: 1)[0]
                #expect(receipt.delivery?.status == .cannotStart && receipt.delivery?.reason == "expired")
            }
            #expect(bench.world.firings == 0)
        }
    }

    @Test func noneIsGivenWhileAMotorTurns() async throws {
        try await Bench.with { bench async throws in
            try await bench.working {
                let command = bench.deployment.claims(1)
                #expect(try await bench.intake.take(try bench.deployment.sign(command)) == .proceed)
                try await eventually("the motor turns", pollMilliseconds: 1) { bench.world.firings == 1 }
                #expect(isBusy(try await bench.lease.take(owner: "flash", seconds: 60)))
                #expect(!bench.runner.isLeased)
                _ = try await bench.receipts(count: 1)
                try await eventually("it is idle") { bench.lease.work.isEmpty }
                #expect(isGiven(try await bench.lease.take(owner: "flash", seconds: 60)))
            }
        }
    }

    /// Whoever asked does not know of it, and would not give it back.
    @Test func oneThatCanNotBeWrittenIsNotKept() async throws {
        try await Bench.with { bench async throws in
            await bench.journal.close()
            await #expect(throws: (any Error).self) { try await bench.lease.take(owner: "flash", seconds: 60) }
            #expect(bench.lease.status == nil)
        }
    }

    @Test func aRunIsNotInterruptedByIt() async throws {
        // Nobody lets the line run, so no unit begins.
        try await LineBench.with(isAttended: false, patienceSeconds: 60) { bench async throws in
            try await bench.grant("b1", "A", count: 3)
            _ = try await bench.start("r1", count: 3)
            #expect(try await bench.lease.take(owner: "flash", seconds: 60) == .busy(["run r1"]))
            #expect(!bench.lease.isHeld)
            _ = try await bench.ask(.controlRun(RunControl(run: "r1", action: .interrupt)))
            #expect(isGiven(try await bench.lease.take(owner: "flash", seconds: 60)))
        }
    }

    @Test func aRunBeginsAfterIt() async throws {
        try await LineBench.with(isAttended: false, patienceSeconds: 60) { bench async throws in
            try await bench.grant("b1", "A", count: 3)
            _ = try await bench.lease.take(owner: "flash", seconds: 60)
            async let answer = bench.start("r1", count: 3)
            try await Task.sleep(for: .milliseconds(700))
            #expect(try await bench.journal.read { try $0.activeRun() } == nil)
            try await bench.lease.release(owner: "flash")
            #expect(try await answer == .run(LineBench.report("r1", of: 3, .running)))
        }
    }

    @Test func outlivesAStartOfTheAgent() async throws {
        try await Bench.with { bench async throws in
            _ = try await bench.lease.take(owner: "flash", seconds: 60)
            let again = try await WorkLease.open(bench.journal, boot: "boot")
            #expect(again.isHeld && again.status?.owner == "flash")
            #expect(try await !WorkLease.open(bench.journal, boot: "another").isHeld)
            try await again.release(owner: "flash")
            #expect(try await !WorkLease.open(bench.journal, boot: "boot").isHeld)
        }
    }
}
