import Database
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Enrolment")
struct EnrolmentServiceTests {
    @Test func anUnknownMachineWaitsForAnOperator() async throws {
        try await MachineStand.run { stand in
            var machine = try RecordedMachine()
            let first = try await stand.enrol(&machine)
            #expect(first.status == .pending)
            #expect(first.inc == nil && first.ratchet == nil && first.through == nil)
            #expect(try await stand.enrol(&machine).status == .pending)
            #expect(try await stand.events(.machineEnrolled).map(\.subject) == [machine.id.description])
            await #expect(throws: ProtocolError(.notAllowed, "")) { _ = try await stand.open(machine) }

            try await stand.allow(machine)
            let answer = try await stand.enrol(&machine)
            #expect(answer.status == .allowed)
            #expect(answer.inc == 1 && answer.through == 0)
            #expect(answer.ratchet?.utf8.count == 32)
            #expect(try await stand.events(.machineAllowed).count == 1)
        }
    }

    @Test func theSameAnswerComesAgainUntilTheMachineUsedIt() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let before = try await stand.record(machine)
            let again = try await stand.enrol(&machine)
            #expect(again.inc == 1 && again.ratchet == before.ratchet)
            // A session that was granted and never used changes nothing in that.
            _ = try await stand.open(machine)
            #expect(try await stand.enrol(&machine).ratchet == before.ratchet)
            #expect(try await stand.alarms().isEmpty)
            _ = try await stand.connect(&machine)
        }
    }

    @Test func aSecretAllowsItsMachineOnce() async throws {
        try await MachineStand.run { stand in
            let secret = try await stand.makeSecret(
                name: "snack-1",
                owner: "brand",
                by: "ada",
                validSeconds: 60
            )
            var machine = try RecordedMachine()
            #expect(try await stand.enrol(&machine, secret).status == .allowed)
            #expect(try await stand.record(machine).owner == "brand")
            // Its answer was lost: the same again, and no second life.
            #expect(try await stand.enrol(&machine, secret).inc == 1)

            var other = try RecordedMachine()
            await #expect(throws: ProtocolError(.badSecret, "")) { _ = try await stand.enrol(&other, secret) }
            #expect(try await stand.dump("machine").count == 1)
        }
    }

    @Test func aSecretOfAnotherNameTimeOrDeploymentIsRefused() async throws {
        try await MachineStand.run { stand in
            var machine = try RecordedMachine()
            let other = try await stand.makeSecret(
                name: "snack-2",
                owner: "operator",
                by: "ada",
                validSeconds: 60
            )
            let late = try await stand.makeSecret(
                name: "snack-1",
                owner: "operator",
                by: "ada",
                validSeconds: 60
            )
            let foreign = EnrolmentSecret(
                id: late.id,
                bytes: [UInt8](repeating: 7, count: 16),
                rootFingerprint: stand.keys.deployment
            )
            let unknown = EnrolmentSecret(
                id: String(repeating: "0", count: 16),
                bytes: late.bytes,
                rootFingerprint: stand.keys.deployment
            )
            for secret in [other, foreign, unknown] {
                await #expect(throws: ProtocolError(.badSecret, "")) { _ = try await stand.enrol(&machine, secret) }
            }
            let half = try machine.enrolment(
                stand.enrolment.challenge().nonce,
                proof: String(repeating: "0", count: 64)
            )
            await #expect(throws: ProtocolError(.badSecret, "")) { _ = try await stand.enrolment.enrol(half) }
            stand.clock.advance(milliseconds: 60_001)
            await #expect(throws: ProtocolError(.badSecret, "")) { _ = try await stand.enrol(&machine, late) }
            #expect(try await stand.dump("machine").isEmpty)
        }
    }

    @Test func aSecretIsOnlyMadeForANameThatAMachineCanHave() async throws {
        try await MachineStand.run { stand in
            for name in ["", "Snack 1", "a::b", "snack_1", String(repeating: "a", count: 49)] {
                await #expect(throws: ProtocolError(.malformed, ""), "\(name)") {
                    _ = try await stand.makeSecret(name: name, owner: "operator", by: "ada", validSeconds: 60)
                }
            }
            let secrets = try await stand.dump("enrolment_secret")
            #expect(secrets.isEmpty)
        }
    }

    @Test func aMachineThatLostItsJournalWaitsAndItsOpenCommandsAreLost() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            let delivery = try await stand.deliver(machine)
            _ = try await stand.queue(.ping, machine)
            #expect(stand.links.isCurrent(session))

            let answer = try await stand.enrol(&machine)
            #expect(answer.status == .pending)
            #expect(answer.inc == nil && answer.ratchet == nil)
            #expect(try await stand.calls() == ["lost \(delivery)"])
            #expect(try await stand.command(delivery)?.state == "abandoned")
            #expect(try await stand.alarms() == ["machine.quarantined"])
            #expect(!stand.links.isCurrent(session))
            // Asking again loses nothing twice.
            _ = try await stand.enrol(&machine)
            #expect(try await stand.calls().count == 1)

            try await stand.allow(machine)
            #expect(try await stand.calls().count == 1)
            #expect(try await stand.enrol(&machine).inc == 2)
            #expect(try await stand.commands(machine).isEmpty)
        }
    }

    @Test func whoRepeatsWhatAMachineOnceSentSetsNothingAside() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let sent = try machine.enrolment(stand.enrolment.challenge().nonce)
            _ = try await stand.enrolment.enrol(sent)
            let session = try await stand.connect(&machine)
            let before = try await stand.dump("machine")
            await #expect(throws: ProtocolError(.badChallenge, "")) { _ = try await stand.enrolment.enrol(sent) }
            let later = try machine.enrolment(stand.enrolment.challenge().nonce)
            stand.clock.advance(milliseconds: (ProtocolLimits.challengeSeconds + 1) * 1_000)
            await #expect(throws: ProtocolError(.badChallenge, "")) { _ = try await stand.enrolment.enrol(later) }
            #expect(try await stand.dump("machine") == before)
            #expect(stand.links.isCurrent(session))
        }
    }

    @Test func aUsedSecretStillInTheConfigurationDoesNotLockTheMachineOut() async throws {
        try await MachineStand.run { stand in
            let secret = try await stand.makeSecret(
                name: "snack-1",
                owner: "operator",
                by: "ada",
                validSeconds: 60
            )
            var machine = try RecordedMachine()
            try await stand.enrol(&machine, secret)
            _ = try await stand.connect(&machine)
            stand.clock.advance(milliseconds: 3_600_000)
            // Its journal is gone; the secret allows it no second time, and is no reason to refuse it.
            #expect(try await stand.enrol(&machine, secret).status == .pending)
            try await stand.allow(machine)
            #expect(try await stand.enrol(&machine, secret).inc == 2)
        }
    }

    @Test func aFreshSecretAllowsAMachineThatLostItsJournal() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            let delivery = try await stand.deliver(machine)
            let secret = try await stand.makeSecret(
                name: "snack-1",
                owner: "operator",
                by: "ada",
                validSeconds: 60
            )
            let answer = try await stand.enrol(&machine, secret)
            #expect(answer.status == .allowed && answer.inc == 2)
            #expect(try await stand.calls() == ["lost \(delivery)"])
            #expect(!stand.links.isCurrent(session))
        }
    }

    @Test func aQuarantinedMachineStaysSo() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let (id, directory) = (machine.id.description, stand.directory)
            try await stand.runtime.perform { try directory.quarantine(id, by: "ada", reason: "smoke", in: $0) }
            let before = try await stand.dump("machine")
            let secret = try await stand.makeSecret(
                name: "snack-1",
                owner: "brand",
                by: "ada",
                validSeconds: 60
            )
            for secret in [nil, secret] {
                let answer = try await stand.enrol(&machine, secret)
                #expect(answer.status == .quarantined)
                #expect(answer.inc == nil && answer.ratchet == nil)
            }
            #expect(try await stand.dump("machine") == before)
            // The secret was not used up.
            let used = try await stand.runtime.view {
                try $0.transaction.first("SELECT used_by FROM enrolment_secret")?.optionalText("used_by")
            }
            #expect(used == nil)
        }
    }

    @Test func strangersCannotFillTheDisk() async throws {
        try await MachineStand.run { stand in
            try await stand.runtime.perform { work in
                for number in 0..<1_000 {
                    let name = "stranger-\(number)::0123456789abcdef0123456789abcdef"
                    _ = try work.transaction.execute(
                        """
                        INSERT INTO machine (id, name, owner, identity_key, operational_keys, status, incarnation,
                            last_counter, received_counter, through, ratchet, confirmed, epoch, created_at)
                        VALUES ($id, 'x', 'x', 'x', '', 'pending', 0, 0, 0, 0, '', 0, 0, 0)
                        """,
                        ["id": .text(name)]
                    )
                }
            }
            var machine = try RecordedMachine()
            await #expect(throws: CoordinatorError(.notReady, "")) { _ = try await stand.enrol(&machine) }
            let secret = try await stand.makeSecret(
                name: "snack-1",
                owner: "operator",
                by: "ada",
                validSeconds: 60
            )
            #expect(try await stand.enrol(&machine, secret).status == .allowed)
        }
    }

    @Test func aRequestThatItsOwnKeyDidNotSignIsRefused() async throws {
        try await MachineStand.run { stand in
            let machine = try RecordedMachine()
            let stranger = SigningKey()
            let request = EnrolmentRequest(
                iss: machine.id,
                identity: machine.identity.verifyingKey,
                keys: MachineKeys(current: stranger.verifyingKey),
                iat: 1,
                challenge: stand.enrolment.challenge().nonce,
                nonce: RecordedMachine.nonce,
                secretID: nil,
                secretProof: nil
            )
            let forged = try Envelope.sign(request, as: .enrolment, with: stranger).compact
            await #expect(throws: ProtocolError(.unknownKey, "")) { _ = try await stand.enrolment.enrol(forged) }
            for text in ["", "x", "a.b.c", try machine.session("", deployment: "")] {
                await #expect(throws: ProtocolError.self, "\(text)") { _ = try await stand.enrolment.enrol(text) }
            }
            #expect(try await stand.dump("machine").isEmpty)
        }
    }
}
