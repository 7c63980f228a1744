import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("One-time secrets")
struct SecretBookTests {
    private static func secret(_ stand: MachineStand, _ name: String = "snack-1") async throws -> EnrolmentSecret {
        try await stand.makeSecret(name: name, owner: "brand", by: "ada", validSeconds: 60)
    }

    private static func refusals(_ stand: MachineStand) async throws -> [String] {
        try await stand.events(.secretRefused).map { event in
            let data = try StrictJSON.decode([String: String].self, from: Array(event.data.utf8))
            return "\(data["reason"] ?? "") \(event.subject) \(data["usedBy"] ?? "")"
        }
    }

    @Test func aStolenOneNamesWhoUsedItAndWhoCameSecond() async throws {
        try await MachineStand.run { stand in
            let secret = try await Self.secret(stand)
            var (thief, ours) = (try RecordedMachine(), try RecordedMachine())
            #expect(try await stand.enrol(&thief, secret).status == .allowed)
            for _ in 1...3 {
                await #expect(throws: ProtocolError(.badSecret, "")) { _ = try await stand.enrol(&ours, secret) }
            }
            // Said once however often it asks; the alarm is about the machine that is in.
            #expect(try await Self.refusals(stand) == ["used \(ours.id) \(thief.id)"])
            let alarms = try await stand.runtime.view { try AlarmBook.list(openOnly: true, limit: 9, in: $0) }
            #expect(alarms.map(\.code) == ["secret.misused"])
            #expect(alarms.first?.subject == thief.id.description && alarms.first?.count == 3)
            #expect(alarms.first?.text.contains(ours.id.description) == true)
            let audit = try await stand.runtime.view { try AuditLog.read(after: 0, limit: 100, in: $0) }
            #expect(audit.contains { String(decoding: $0.entry, as: UTF8.self).contains("secret.refused") })
            // It is not among the machines, so nobody allows it by mistake.
            #expect(try await stand.dump("machine").count == 1)
        }
    }

    @Test func ofTwoAtTheSameMomentOneWins() async throws {
        try await MachineStand.run { stand in
            let secret = try await Self.secret(stand)
            let machines = try (0..<8).map { _ in try RecordedMachine() }
            let statuses = await withTaskGroup(of: EnrolmentStatus?.self) { group in
                for machine in machines {
                    group.addTask {
                        var machine = machine
                        return try? await stand.enrol(&machine, secret).status
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.compactMap(\.self) == [.allowed])
            #expect(try await stand.dump("machine").count == 1)
            #expect(try await Self.refusals(stand).count == 7)
        }
    }

    @Test func oneForAnotherNameOrTooLateIsWrittenDown() async throws {
        try await MachineStand.run { stand in
            var machine = try RecordedMachine()
            let other = try await Self.secret(stand, "snack-2")
            await #expect(throws: ProtocolError(.badSecret, "")) { _ = try await stand.enrol(&machine, other) }
            let late = try await Self.secret(stand)
            stand.clock.advance(milliseconds: 60_001)
            await #expect(throws: ProtocolError(.badSecret, "")) { _ = try await stand.enrol(&machine, late) }
            #expect(try await Self.refusals(stand) == ["name \(machine.id) ", "expired \(machine.id) "])
            #expect(try await stand.alarms().isEmpty)
        }
    }

    @Test func whoDoesNotKnowTheSecretWritesNothingDown() async throws {
        try await MachineStand.run { stand in
            let secret = try await Self.secret(stand)
            var machine = try RecordedMachine()
            let guess = EnrolmentSecret(
                id: secret.id,
                bytes: [UInt8](repeating: 7, count: 16),
                rootFingerprint: stand.keys.deployment
            )
            await #expect(throws: ProtocolError(.badSecret, "")) { _ = try await stand.enrol(&machine, guess) }
            #expect(try await Self.refusals(stand).isEmpty)
            #expect(try await stand.enrol(&machine, secret).status == .allowed)
        }
    }

    @Test func whoKnowsItCannotFillTheDisk() async throws {
        try await MachineStand.run { stand in
            let secret = try await Self.secret(stand)
            var first = try RecordedMachine()
            try await stand.enrol(&first, secret)
            for _ in 1...25 {
                var other = try RecordedMachine()
                await #expect(throws: ProtocolError(.badSecret, "")) { _ = try await stand.enrol(&other, secret) }
            }
            #expect(try await Self.refusals(stand).count == 20)
        }
    }
}
