import Protocol
import Testing

@testable import Coordinator

@Suite("Ratchet")
struct RatchetTests {
    @Test func isRetiredAtTheFirstUseOfTheToken() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let grant = try await stand.open(machine)
            var record = try await stand.record(machine)
            #expect(record.ratchet == machine.ratchet && record.nextRatchet == grant.ratchet)
            #expect(!record.confirmed)
            _ = try await stand.sessions.authorise(grant.token)
            record = try await stand.record(machine)
            #expect(record.ratchet == grant.ratchet && record.nextRatchet == nil)
            #expect(record.confirmed)
        }
    }

    @Test func worksAgainWhenTheGrantWasLost() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            for _ in 0..<3 { _ = try await stand.open(machine) }
            _ = try await stand.connect(&machine)
            for _ in 0..<3 { _ = try await stand.open(machine) }
            _ = try await stand.connect(&machine)
            #expect(try await stand.alarms().isEmpty)
        }
    }

    @Test func theOfferedOneWorksWhenTheMachineStoppedBeforeItUsedTheToken() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let grant = try await stand.open(machine)
            let old = machine.ratchet
            machine.ratchet = grant.ratchet
            _ = try await stand.open(machine)
            // It has shown the new one, so the old one is retired although the token was never used.
            machine.ratchet = old
            await #expect(throws: ProtocolError(.staleRatchet, "")) { _ = try await stand.open(machine) }
        }
    }

    @Test func findsACopiedStateFolder() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            _ = try await stand.connect(&machine)
            let copy = machine
            let session = try await stand.connect(&machine)
            await #expect(throws: ProtocolError(.staleRatchet, "")) { _ = try await stand.open(copy) }

            #expect(try await stand.record(machine).status == .quarantined)
            let events = try await stand.events(.machineQuarantined)
            #expect(events.map(\.subject) == [machine.id.description])
            #expect(events.first?.data.contains("staleRatchet") == true)
            #expect(try await stand.alarms() == ["machine.quarantined"])
            // Nobody knows which of the two is the machine: both are out.
            #expect(!stand.links.isCurrent(session))
            await #expect(throws: ProtocolError(.quarantined, "")) { _ = try await stand.open(machine) }
            #expect(try await stand.events(.machineQuarantined).count == 1)

            try await stand.allow(machine)
            #expect(try await stand.enrol(&machine).inc == 2)
            _ = try await stand.connect(&machine)
        }
    }

    @Test func aTokenGrantedBeforeTheQuarantineIsWorthNothing() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            _ = try await stand.connect(&machine)
            let grant = try await stand.open(machine)
            let (id, directory) = (machine.id.description, stand.directory)
            try await stand.runtime.perform { try directory.quarantine(id, by: "ada", reason: "smoke", in: $0) }
            // Even when the revocation in memory comes late, the database says no.
            await #expect(throws: ProtocolError(.noSession, "")) { _ = try await stand.sessions.authorise(grant.token) }
        }
    }

    @Test func aRestoredJournalIsSetAside() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            _ = try await stand.queue(.ping, machine)
            let post = ReceiptsPost(inc: 1, counter: 1, items: [])
            _ = try await stand.receipts.take(StrictJSON.encode(post), from: session)
            // The ratchet is right, but the journal has not seen the command that it acknowledged.
            await #expect(throws: ProtocolError(.staleRatchet, "")) { _ = try await stand.open(machine) }
            #expect(try await stand.record(machine).status == .quarantined)
        }
    }
}
