import Journal
import Protocol
import Synchronization
import Testing

@testable import Coordinator
@testable import EdgeAgent

/// From a command that must not run to the coordinator's audit event, without a network in between.
@Suite("Refusals, from the machine to the audit")
struct RefusalAuditTests {
    private func with(
        _ configuration: JournalConfiguration = JournalConfiguration(),
        _ body: (MachineBench, CoordinatorBooks) async throws -> Void
    ) async throws {
        let bench = try await MachineBench(configuration: configuration)
        let books = try await bench.books()
        let turns = Mutex(0)
        bench.watchMotor { turns.withLock { $0 += 1 } }
        do {
            try await bench.working { try await body(bench, books) }
        } catch {
            await bench.close()
            await books.close()
            throw error
        }
        await bench.close()
        await books.close()
        #expect(turns.withLock { $0 } == 0)
    }

    @Test(arguments: RefusedCommand.all)
    func audits(_ refused: RefusedCommand) async throws {
        try await with { bench, books in
            let command = try await books.order(1)[0]
            let envelope = try refused.make(command, bench)
            for _ in 0..<2 { #expect(try await bench.intake.take(envelope) == .askAgain) }
            let reply = try await books.apply(try await bench.post(receipts: 1))
            #expect(reply == ReceiptsReply(through: 1, rejected: []))
            #expect(try await books.auditedRefusals() == [refused.code.rawValue])
            // The command itself is still due: what was refused was anybody's word.
            #expect(books.sales.all.isEmpty)
            #expect(try await books.commands(inState: "queued") == 1)
            #expect(try await books.record().status == .allowed)
        }
    }

    @Test func quarantinesAMachineThatSawACounterTwice() async throws {
        try await with { bench, books in
            let command = try await books.order(1, validSeconds: 0)[0]
            _ = try await bench.intake.take(try bench.sign(command))
            var other = command
            other.body = .deliver(CommandBody.Deliver(lane: "A1", sale: "another"))
            _ = try await bench.intake.take(try bench.sign(other))
            _ = try await books.apply(try await bench.post(receipts: 2))
            #expect(try await books.auditedRefusals() == ["counterReuse"])
            #expect(try await books.events(.machineQuarantined) == 1)
            let record = try await books.record()
            #expect(record.status == .quarantined)
            // Nothing more is taken of it until an operator allowed it again.
            await #expect(throws: ProtocolError(.noSession, "")) {
                _ = try await books.apply(ReceiptsPost(inc: 1, counter: 1, items: []))
            }
        }
    }

    @Test func endsTheSaleOfACommandThatTheProfileForbids() async throws {
        try await with { bench, books in
            let command = try await books.order(1, lane: "Z9")[0]
            _ = try await bench.intake.take(try bench.sign(command))
            _ = try await books.apply(try await bench.post(receipts: 1))
            #expect(try await books.auditedRefusals() == ["profileForbids"])
            #expect(books.sales.all == ["\(command.jti) refused profileForbids"])
            #expect(try await books.commands(inState: "answered") == 1)
        }
    }

    @Test func endsTheSaleOfAnExpiredCommand() async throws {
        try await with { bench, books in
            let command = try await books.order(1, validSeconds: 0)[0]
            _ = try await bench.intake.take(try bench.sign(command))
            _ = try await books.apply(try await bench.post(receipts: 1))
            #expect(books.sales.all == ["\(command.jti) cannotStart expired"])
            #expect(try await books.commands(inState: "answered") == 1)
        }
    }

    @Test func auditsACommandThatIsOlderThanTheMachinesMemory() async throws {
        var configuration = JournalConfiguration()
        configuration.maximumClosedCommands = 1
        try await with(configuration) { bench, books in
            let commands = try await books.order(3, validSeconds: 0)
            for command in commands { _ = try await bench.intake.take(try bench.sign(command)) }
            let reply = try await books.apply(try await bench.post(receipts: 3))
            try await bench.journal.transact { store in
                let now = SystemClock.journalInstant
                try store.acknowledge(through: reply.through, at: now)
                while try store.pruneAcknowledged(now: now) > 0 {}
            }
            _ = try await bench.intake.take(try bench.sign(commands[0]))
            _ = try await books.apply(try await bench.post(receipts: 4))
            #expect(try await books.auditedRefusals() == ["replayed"])
            #expect(books.sales.all.count == 3)
        }
    }

    @Test func leavesNoTraceOfAGapButAsksAgain() async throws {
        try await with { bench, books in
            let commands = try await books.order(2, validSeconds: 0)
            #expect(try await bench.intake.take(try bench.sign(commands[1])) == .askAgain)
            for command in commands { #expect(try await bench.intake.take(try bench.sign(command)) == .proceed) }
            _ = try await books.apply(try await bench.post(receipts: 2))
            #expect(try await books.auditedRefusals().isEmpty)
            #expect(try await books.commands(inState: "answered") == 2)
        }
    }
}
