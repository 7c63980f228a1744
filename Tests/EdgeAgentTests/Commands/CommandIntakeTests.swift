import Journal
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("CommandIntake")
struct CommandIntakeTests {
    @Test func runsAnAcceptedCommandOnceAndAnswersIt() async throws {
        try await Bench.with { bench in
            try await bench.working {
                let envelope = try bench.deployment.sign(bench.deployment.claims())
                #expect(try await bench.intake.take(envelope) == .proceed)
                let receipt = try #require(try await bench.receipts(count: 1).first)
                #expect(receipt.re == TestDeployment.id(1))
                #expect(receipt.delivery?.status == .finished)
                #expect(receipt.delivery?.sale == "sale-1")
                #expect(receipt.inc == 1 && receipt.seq == 1)
                #expect(bench.world.firings == 1)
            }
        }
    }

    @Test func sendsTheStoredReceiptAgainForACommandThatComesAgain() async throws {
        try await Bench.with { bench in
            try await bench.working {
                let claims = bench.deployment.claims()
                _ = try await bench.intake.take(try bench.deployment.sign(claims))
                try await bench.receipts(count: 1)
                #expect(bench.runner.takeResends().isEmpty)
                // Signed anew by the same key the bytes are the same; only id, counter and body count.
                var renewed = claims
                renewed.exp += 60
                #expect(try await bench.intake.take(try bench.deployment.sign(renewed)) == .proceed)
                #expect(bench.runner.takeResends() == [1])
                #expect(bench.runner.takeResends().isEmpty)
            }
            #expect(try await bench.receipts().count == 1)
            #expect(bench.world.firings == 1)
        }
    }

    @Test func runsNothingForACommandThatComesAgainBeforeItIsAnswered() async throws {
        try await Bench.with(knowsTime: false) { bench in
            let envelope = try bench.deployment.sign(bench.deployment.claims())
            for _ in 0..<3 { #expect(try await bench.intake.take(envelope) == .proceed) }
            bench.learnTime()
            try await bench.working {
                try await bench.receipts(count: 1)
            }
            #expect(bench.world.firings == 1)
            #expect(bench.runner.takeResends().isEmpty)
        }
    }

    @Test(arguments: BadEnvelope.all)
    func refuses(_ bad: BadEnvelope) async throws {
        try await Bench.with { bench in
            try await bench.working {
                let envelope = try bad.make(bench.deployment)
                // What it was to be is not on disk: a coordinator that meant something else sends that anew.
                #expect(try await bench.intake.take(envelope) == .askAgain)
                #expect(try await bench.intake.take(envelope) == .askAgain)
                // What comes then is not held up by it, and shows that nothing of it waits.
                _ = try await bench.intake.take(try bench.deployment.sign(bench.deployment.claims(1, .ping)))
                let receipts = try await bench.receipts(count: 2)
                #expect(receipts.map(\.refusal) == [bad.code, nil])
                #expect(receipts[0].re == nil)
                #expect(receipts[1].body == .pong)
            }
            #expect(bench.world.firings == 0)
            #expect(try await bench.identity().lastCounter == 1)
        }
    }

    @Test func namesTheEnvelopeThatItRefused() async throws {
        try await Bench.with { bench in
            _ = try await bench.intake.take("nonsense")
            guard case .refused(let refusal) = try await bench.receipts(count: 1)[0].body else {
                throw TestSupportError("no refusal")
            }
            #expect(refusal.envelope == Fingerprint.sha256(Array("nonsense".utf8)))
            #expect(!refusal.detail.isEmpty)
        }
    }

    @Test func remembersOnlySoManyRefusals() async throws {
        let memory = RefusalMemory()
        for number in 0...RefusalMemory.capacity { memory.remember("\(number)") }
        #expect(!memory.contains("0"))
        #expect(memory.contains("1"))
        #expect(memory.contains("\(RefusalMemory.capacity)"))
    }

    @Test func cutsALongDetailSoThatItsReceiptFits() throws {
        let body = ReceiptBody.refused(.wrongIssuer, String(repeating: "e\u{301}\u{302}", count: 4_000), digest: "d")
        #expect(try StrictJSON.encode(body).count < 2_000)
    }

    @Test func asksAgainWhenACommandIsMissingAndStoresNothing() async throws {
        try await Bench.with { bench in
            let third = try bench.deployment.sign(bench.deployment.claims(3))
            #expect(try await bench.intake.take(third) == .askAgain)
            #expect(try await bench.identity().lastCounter == 0)
            #expect(try await bench.receipts().isEmpty)
            for counter: Int64 in 1...3 {
                let envelope = try bench.deployment.sign(bench.deployment.claims(counter, .ping))
                #expect(try await bench.intake.take(envelope) == .proceed)
            }
            #expect(try await bench.identity().lastCounter == 3)
        }
    }

    @Test(arguments: [true, false])
    func setsTheMachineAsideWhenACounterIsUsedTwice(_ hasAnotherBody: Bool) async throws {
        try await Bench.with { bench in
            try await bench.working {
                let deployment = bench.deployment
                _ = try await bench.intake.take(try deployment.sign(deployment.claims(1, .ping)))
                try await bench.receipts(count: 1)
                let second = hasAnotherBody ? deployment.claims(1, id: 1) : deployment.claims(1, .ping, id: 77)
                #expect(try await bench.intake.take(try deployment.sign(second)) == .proceed)
                let after = try await bench.receipts(count: 2)
                #expect(after[1].refusal == .counterReuse)
                #expect(after[1].re == second.jti)
                // It takes nothing more, and says so.
                _ = try await bench.intake.take(try deployment.sign(deployment.claims(2)))
                #expect(try await bench.receipts(count: 3)[2].refusal == .quarantined)
            }
            #expect(bench.world.firings == 0)
            #expect(try await bench.identity().lastCounter == 1)
            let mark = try await bench.journal.read { try $0.value(Trust.Key.quarantine) }
            #expect(mark == Array("counterReuse".utf8))
            // It does not ask to be enrolled by itself: first the coordinator has to learn why.
            var trust = bench.deployment.trust()
            trust.quarantine = "counterReuse"
            #expect(!trust.mustEnrol)
        }
    }

    @Test func refusesACommandThatIsOlderThanItsMemory() async throws {
        var configuration = JournalConfiguration()
        configuration.maximumClosedCommands = 2
        try await Bench.with(configuration: configuration) { bench in
            try await bench.working {
                for counter: Int64 in 1...5 {
                    _ = try await bench.intake.take(try bench.deployment.sign(bench.deployment.claims(counter, .ping)))
                }
                try await bench.receipts(count: 5)
                let now = SystemClock.journalInstant
                try await bench.journal.transact { store in
                    try store.acknowledge(through: 5, at: now)
                    while try store.pruneAcknowledged(now: now) > 0 {}
                }
                // The counter of a forgotten command, for a delivery.
                _ = try await bench.intake.take(try bench.deployment.sign(bench.deployment.claims(1, id: 99)))
                let receipts = try await bench.receipts()
                #expect(receipts.last?.refusal == .replayed)
            }
            #expect(bench.world.firings == 0)
        }
    }
}
