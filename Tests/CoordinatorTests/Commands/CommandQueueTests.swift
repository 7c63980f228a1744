import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Command queue")
struct CommandQueueTests {
    @Test func countersAreDenseWhenManyQueueAtOnce() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let other = try await stand.allowedMachine("snack-2")
            let ids = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<40 {
                    group.addTask { try await stand.deliver(machine, sale: "sale-\(number)") }
                    group.addTask { try await stand.deliver(other, sale: "other-\(number)") }
                }
                var ids: [String] = []
                for try await id in group { ids.append(id) }
                return ids
            }
            #expect(Set(ids).count == 80)
            for machine in [machine, other] {
                let commands = try await stand.commands(machine)
                #expect(commands.map(\.cnt) == Array(1...40))
                #expect(try await stand.record(machine).lastCounter == 40)
            }
        }
    }

    @Test func aTransactionThatIsUndoneUsesNoCounter() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let id = machine.id
            await #expect(throws: CoordinatorError(.conflict, "")) {
                try await stand.runtime.perform { work in
                    _ = try CommandQueue.enqueueDelivery(
                        lane: "A1",
                        sale: "sale-1",
                        machine: id,
                        expires: work.now.adding(seconds: 60),
                        traceparent: work.ids.traceParent(),
                        in: work
                    )
                    throw CoordinatorError(.conflict, "Something else failed.")
                }
            }
            _ = try await stand.deliver(machine)
            #expect(try await stand.commands(machine).map(\.cnt) == [1])
        }
    }

    @Test func everyIncarnationCountsFromOne() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            _ = try await stand.connect(&machine)
            for number in 0..<3 { _ = try await stand.deliver(machine, sale: "sale-\(number)") }
            _ = try await stand.enrol(&machine)
            try await stand.allow(machine)
            try await stand.enrol(&machine)
            let fresh = try await stand.deliver(machine, sale: "sale-9")
            let commands = try await stand.commands(machine)
            #expect(commands.map(\.jti) == [fresh])
            #expect(commands.map(\.cnt) == [1] && commands.map(\.inc) == [2])
            #expect(try await stand.commands(machine, incarnation: 1).map(\.cnt) == [1, 2, 3])
        }
    }

    @Test func signingAgainKeepsIdAndCounter() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let id = try await stand.deliver(machine)
            let stored = try #require(try await stand.commands(machine).first)
            let rotated = SigningKey()
            stand.clock.advance(milliseconds: 30_000)
            let again = try #require(try await stand.commands(machine).first)
            let old = try Envelope.sign(stored, as: .command, with: stand.keys.command)
            let new = try Envelope.sign(again, as: .command, with: rotated)
            #expect(old.compact != new.compact)
            #expect(old.payload == new.payload)
            #expect(stored == again)
            #expect(stored.jti == id && stored.cnt == 1)
            #expect(try stored.bodyHash() == again.bodyHash())
            #expect(stored.exp == stored.iat + 60)
        }
    }

    @Test func onlyAnAllowedMachineIsCommanded() async throws {
        try await MachineStand.run { stand in
            var machine = try RecordedMachine()
            let stranger = machine
            await #expect(throws: CoordinatorError(.notFound, "")) { _ = try await stand.deliver(stranger) }
            try await stand.enrol(&machine)
            let pending = machine
            await #expect(throws: CoordinatorError(.machineNotAllowed, "")) { _ = try await stand.deliver(pending) }
            try await stand.allow(machine)
            let id = machine.id.description
            let directory = stand.directory
            try await stand.runtime.perform { try directory.quarantine(id, by: "ada", reason: "smoke", in: $0) }
            await #expect(throws: CoordinatorError(.machineNotAllowed, "")) { _ = try await stand.deliver(pending) }
            #expect(try await stand.dump("command").isEmpty)
        }
    }

    @Test func aCommandThatExpiredBeforeItWasQueuedIsStillOneThatAMachineCanAnswer() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let id = machine.id
            _ = try await stand.runtime.perform { work in
                try CommandQueue.enqueueDelivery(
                    lane: "A1",
                    sale: "sale-1",
                    machine: id,
                    expires: work.now.adding(seconds: -60),
                    traceparent: work.ids.traceParent(),
                    in: work
                )
            }
            let command = try #require(try await stand.commands(machine).first)
            let compact = try Envelope.sign(command, as: .command, with: stand.keys.command).compact
            let verifier = CommandVerifier(machine: id, incarnation: 1, keyset: stand.keyset.keyset)
            #expect(try verifier.verify(compact) == command)
        }
    }

    @Test func pingsToASilentMachineAreBoundedAndDeliveriesAreNot() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            let target = machine
            for _ in 0..<CommandQueue.maximumWaitingWithoutSale { _ = try await stand.queue(.ping, target) }
            await #expect(throws: CoordinatorError(.notReady, "")) { _ = try await stand.queue(.ping, target) }
            _ = try await stand.deliver(target)
            let post = ReceiptsPost(inc: 1, counter: 1, items: [])
            _ = try await stand.receipts.take(StrictJSON.encode(post), from: session)
            _ = try await stand.queue(.ping, target)
        }
    }

    @Test func anAcknowledgementMarksEveryCommandUpToItsCounter() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            var ids: [String] = []
            for number in 0..<3 { ids.append(try await stand.deliver(machine, sale: "sale-\(number)")) }
            func acknowledge(_ counter: Int64) async throws -> [String?] {
                let post = ReceiptsPost(inc: 1, counter: counter, items: [])
                _ = try await stand.receipts.take(StrictJSON.encode(post), from: session)
                var states: [String?] = []
                for id in ids { states.append(try await stand.command(id)?.state) }
                return states
            }
            #expect(try await acknowledge(0) == ["queued", "queued", "queued"])
            #expect(try await acknowledge(2) == ["received", "received", "queued"])
            #expect(try await acknowledge(1) == ["received", "received", "queued"])
            #expect(try await acknowledge(2) == ["received", "received", "queued"])
            #expect(try await stand.events(.commandReceived).count == 1)
            // A counter that was never given acknowledges nothing.
            #expect(try await acknowledge(4) == ["received", "received", "queued"])
            #expect(try await stand.record(machine).receivedCounter == 2)
        }
    }
}
