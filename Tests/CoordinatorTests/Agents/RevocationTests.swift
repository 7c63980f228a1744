import Protocol
import Testing

@testable import Coordinator

@Suite("Revoked machines")
struct RevocationTests {
    private static func revoke(_ machine: RecordedMachine, _ stand: MachineStand) async throws {
        let (id, directory) = (machine.id.description, stand.directory)
        try await stand.runtime.perform { try directory.revoke(id, by: "ada", reason: "stolen", in: $0) }
    }

    @Test func whatItLeftOpenGoesToAPersonAndItsReceiptsAreNotTaken() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let (delivery, done) = (try await stand.deliver(desk.machine), try await stand.deliver(desk.machine))
            try await desk.post([desk.receipt(1, done, ReceiptDesk.report())], counter: 2)
            try await Self.revoke(desk.machine, stand)
            #expect(try await stand.calls() == ["delivered finished \(done)", "lost \(delivery)"])
            #expect(try await stand.command(delivery)?.state == "abandoned")
            // What was acknowledged stays.
            #expect(try await stand.dump("receipt").count == 1)
            let before = try await stand.dump("receipt")
            await #expect(throws: ProtocolError(.noSession, "")) {
                try await desk.post([desk.receipt(2, delivery, ReceiptDesk.report())], counter: 2)
            }
            #expect(try await stand.dump("receipt") == before)
            #expect(try await stand.events(.machineRevoked).map(\.subject) == [desk.machine.id.description])
            #expect(try await stand.alarms() == ["machine.revoked"])
        }
    }

    @Test func itsIdentityIsNeverLetInAgain() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            _ = try await stand.connect(&machine)
            try await Self.revoke(machine, stand)
            await #expect(throws: ProtocolError(.revoked, "")) { _ = try await stand.open(machine) }
            let secret = try await stand.makeSecret(name: "snack-1", owner: "brand", by: "ada", validSeconds: 60)
            for secret in [nil, secret] {
                let answer = try await stand.enrol(&machine, secret)
                #expect(answer.status == .revoked && answer.inc == nil && answer.ratchet == nil)
            }
            await #expect(throws: CoordinatorError(.conflict, "")) { try await stand.allow(machine) }
            // Somebody sees that it still tries, and the secret is for another one.
            let alarm = try await stand.runtime.view { try AlarmBook.list(openOnly: true, limit: 9, in: $0) }
            #expect(alarm.map(\.code) == ["machine.revoked"] && alarm.first?.count == 4)
            var other = try RecordedMachine("snack-1")
            #expect(try await stand.enrol(&other, secret).status == .allowed)
            #expect(try await stand.record(machine).status == .revoked)
        }
    }

    @Test func aStrangerIsRefusedByIt() async throws {
        try await MachineStand.run { stand in
            var machine = try RecordedMachine()
            #expect(try await stand.enrol(&machine).status == .pending)
            try await Self.revoke(machine, stand)
            #expect(try await stand.enrol(&machine).status == .revoked)
            #expect(try await stand.calls().isEmpty)
        }
    }
}
