import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Sessions")
struct SessionServiceTests {
    @Test func aMachineThatProvesItsKeyGetsASignedGrant() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let grant = try await stand.open(machine)
            #expect(grant.epoch == 1 && grant.through == 0)
            #expect(grant.time == stand.clock.wallMilliseconds)
            #expect(grant.ratchet != machine.ratchet && Hex.isLowercase(grant.ratchet, count: 32))
            #expect(Hex.isLowercase(grant.token, count: 64))
            #expect(grant.keyset == nil)
            let older = try await stand.open(machine) { $0.keysetVersion = 0 }
            #expect(older.keyset == stand.keyset.compact)
            #expect(older.epoch == 2)
        }
    }

    @Test func aChallengeIsGoodOnce() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let nonce = stand.sessions.challenge().nonce
            let request = try machine.session(nonce, deployment: stand.keys.deployment)
            _ = try await stand.sessions.open(request)
            await #expect(throws: ProtocolError(.badChallenge, "")) { _ = try await stand.sessions.open(request) }
            let another = try machine.session(nonce, deployment: stand.keys.deployment) { $0.boot = "other" }
            await #expect(throws: ProtocolError(.badChallenge, "")) { _ = try await stand.sessions.open(another) }
            // Whoever repeats a request moves nothing.
            #expect(try await stand.record(machine).epoch == 1)
        }
    }

    /// Which challenges were answered is known in memory alone. Whoever recorded a request must not be able to set the
    /// machine aside by it after the coordinator's next start.
    @Test func aChallengeOfAnEarlierStartIsRefused() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let nonce = stand.sessions.challenge().nonce
            let recorded = try machine.session(nonce, deployment: stand.keys.deployment)
            _ = try await stand.sessions.open(recorded)
            for _ in 0..<2 { _ = try await stand.connect(&machine) }

            let restarted = SessionService(
                runtime: stand.runtime,
                keys: stand.keys,
                keyset: stand.keyset,
                links: AgentLinks()
            )
            await #expect(throws: ProtocolError(.badChallenge, "")) { _ = try await restarted.open(recorded) }
            #expect(try await stand.record(machine).status == .allowed)
        }
    }

    /// The machine gave the request up and connected anew; a proxy delivers it all the same.
    @Test func aRequestThatWasHeldUpSetsNoMachineAside() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            _ = try await stand.connect(&machine)
            let nonce = stand.sessions.challenge().nonce
            let heldUp = try machine.session(nonce, deployment: stand.keys.deployment)
            _ = try await stand.connect(&machine)
            await #expect(throws: ProtocolError(.badChallenge, "")) { _ = try await stand.sessions.open(heldUp) }
            #expect(try await stand.record(machine).status == .allowed)
            _ = try await stand.connect(&machine)
        }
    }

    @Test func anOldOrForeignChallengeIsRefused() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let deployment = stand.keys.deployment
            let last = try machine.session(stand.sessions.challenge().nonce, deployment: deployment)
            let old = try machine.session(stand.sessions.challenge().nonce, deployment: deployment)
            stand.clock.advance(milliseconds: ProtocolLimits.challengeSeconds * 1_000)
            _ = try await stand.sessions.open(last)
            stand.clock.advance(milliseconds: 1_000)
            await #expect(throws: ProtocolError(.badChallenge, "")) { _ = try await stand.sessions.open(old) }

            let foreign = SessionNonce.make(
                seconds: stand.clock.wallMilliseconds / 1_000,
                random: [UInt8](repeating: 1, count: 16),
                secret: [UInt8](repeating: 2, count: 32)
            )
            for nonce in [foreign, "", "x", String(repeating: "A", count: 54)] {
                let request = try machine.session(nonce, deployment: deployment)
                await #expect(throws: ProtocolError(.badChallenge, "")) { _ = try await stand.sessions.open(request) }
            }
            #expect(try await stand.record(machine).epoch == 1)
        }
    }

    @Test func anotherKeyNameOrDeploymentIsRefused() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let other = try await stand.allowedMachine("snack-2")
            let deployment = stand.keys.deployment
            func nonce() -> String { stand.sessions.challenge().nonce }
            let cases: [(WireCode, String)] = [
                (.unknownKey, try machine.session(nonce(), deployment: deployment, key: SigningKey())),
                // The identity key enrols; it opens no session.
                (.unknownKey, try machine.session(nonce(), deployment: deployment, key: machine.identity)),
                (.unknownKey, try machine.session(nonce(), deployment: deployment) { $0.iss = other.id }),
                (.wrongAudience, try machine.session(nonce(), deployment: machine.id.fingerprint)),
                (.unsupportedVersion, try machine.session(nonce(), deployment: deployment) { $0.ver = 2 }),
                (.malformed, try machine.session(nonce(), deployment: deployment) { $0.agentNonce = "short" }),
                (.wrongIncarnation, try RecordedMachine("snack-3").session(nonce(), deployment: deployment)),
                (.badType, try machine.enrolment(nonce())),
                (.malformed, "nonsense"),
            ]
            for (code, request) in cases {
                await #expect(throws: ProtocolError(code, "")) { _ = try await stand.sessions.open(request) }
            }
            var signed = try machine.session(nonce(), deployment: deployment)
            signed = String(signed.dropLast(4)) + "AAAA"
            await #expect(throws: ProtocolError(.badSignature, "")) { _ = try await stand.sessions.open(signed) }
            #expect(try await stand.record(machine).epoch == 0)
            #expect(try await stand.record(machine).status == .allowed)
        }
    }

    @Test func aRefusalIsAnEvent() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            await #expect(throws: ProtocolError(.wrongIncarnation, "")) {
                _ = try await stand.open(machine) { $0.inc = 0 }
            }
            let events = try await stand.events(.sessionRefused)
            #expect(events.map(\.subject) == [machine.id.description])
            #expect(events.first?.data.contains("wrongIncarnation") == true)
            #expect(try await stand.record(machine).status == .allowed)
        }
    }

    @Test func aTokenThatIsNotOneIsRefused() async throws {
        try await MachineStand.run { stand in
            for token in [nil, "", "x", String(repeating: "0", count: 64)] {
                await #expect(throws: ProtocolError(.noSession, "")) { _ = try await stand.sessions.authorise(token) }
            }
        }
    }

    @Test func aNewerSessionEndsTheOlderTokenWhenItIsUsed() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let first = try await stand.open(machine)
            machine.ratchet = first.ratchet
            let old = try await stand.sessions.authorise(first.token)
            let second = try await stand.open(machine)
            // Granted and not used: the grant may have been lost, so the older link stays.
            #expect(stand.links.isCurrent(old))
            #expect(try await stand.sessions.authorise(first.token) == old)
            let new = try await stand.sessions.authorise(second.token)
            #expect(new.epoch == 2)
            #expect(!stand.links.isCurrent(old))
            await #expect(throws: ProtocolError(.noSession, "")) { _ = try await stand.sessions.authorise(first.token) }
        }
    }

    @Test func aTokenThatWasOvertakenBeforeItsFirstUseIsRefused() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let first = try await stand.open(machine)
            let second = try await stand.open(machine)
            await #expect(throws: ProtocolError(.noSession, "")) { _ = try await stand.sessions.authorise(first.token) }
            machine.ratchet = second.ratchet
            #expect(try await stand.sessions.authorise(second.token).epoch == 2)
        }
    }
}
