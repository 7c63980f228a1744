import Protocol
import Testing

@testable import Coordinator

@Suite("A machine's new key")
struct MachineKeyTests {
    /// A session request signed by `key`, with what the identity key says of the machine's keys.
    private static func request(
        _ machine: RecordedMachine,
        _ keys: MachineKeys,
        signedBy key: SigningKey,
        _ stand: MachineStand,
        statedBy identity: SigningKey? = nil,
        change: (inout KeyStatement) -> Void = { _ in }
    ) throws -> String {
        let nonce = stand.sessions.challenge().nonce
        var statement = KeyStatement(iss: machine.id, aud: stand.keys.deployment, nonce: nonce, keys: keys)
        change(&statement)
        let signed = try Envelope.sign(statement, as: .keys, with: identity ?? machine.identity).compact
        return try machine.session(nonce, deployment: stand.keys.deployment, key: key) { $0.keys = signed }
    }

    private static func rotated(_ machine: RecordedMachine, by key: SigningKey, next: Int64) -> MachineKeys {
        MachineKeys(current: machine.operational.verifyingKey)
            .replaced(by: key.verifyingKey, nextSequence: next, oldestSequence: 1)
    }

    @Test func itConnectsWithItAndTheOldOneOpensNothingAnyMore() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            _ = try await stand.connect(&machine)
            let key = SigningKey()
            let keys = Self.rotated(machine, by: key, next: 1)
            _ = try await stand.sessions.open(Self.request(machine, keys, signedBy: key, stand))
            #expect(try await stand.record(machine).keys() == keys)
            let events = try await stand.events(.machineKey)
            #expect(events.map(\.subject) == [machine.id.description])
            #expect(events.first?.data.contains(key.keyID) == true)
            // The answer was lost: the same again is no other key.
            _ = try await stand.sessions.open(Self.request(machine, keys, signedBy: key, stand))
            #expect(try await stand.events(.machineKey).count == 1)
            await #expect(throws: ProtocolError(.unknownKey, "")) { _ = try await stand.open(machine) }
            let deployment = stand.keys.deployment
            let plain = try machine.session(stand.sessions.challenge().nonce, deployment: deployment, key: key)
            _ = try await stand.sessions.open(plain)
        }
    }

    @Test func receiptsOfTheOldKeyAreBelievedUpToItsLast() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let commands = [
                try await stand.deliver(desk.machine), try await stand.deliver(desk.machine, sale: "sale-2"),
            ]
            let key = SigningKey()
            _ = try await stand.sessions.open(
                Self.request(desk.machine, Self.rotated(desk.machine, by: key, next: 2), signedBy: key, stand)
            )
            let late = ReceiptDesk.report(sale: "sale-2")
            let reply = try await desk.post([
                desk.receipt(1, commands[0], ReceiptDesk.report()), desk.receipt(2, commands[1], late),
                desk.receipt(3, commands[1], late, key: key),
            ])
            #expect(reply == ReceiptsReply(through: 3, rejected: [.init(seq: 2, code: .unknownKey)]))
            #expect(try await stand.calls() == commands.map { "delivered finished \($0)" })
        }
    }

    @Test func itsAnswerEndsTheCommand() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let (rotate, ping) = (
                try await stand.queue(.rotateKey, desk.machine), try await stand.queue(.ping, desk.machine)
            )
            let answer = ReceiptBody.keyRotated(ReceiptBody.KeyRotated(key: desk.machine.operational.keyID))
            let receipts = [try desk.receipt(1, ping, answer), try desk.receipt(2, rotate, answer)]
            let reply = try await desk.post(receipts, counter: 2)
            #expect(reply.rejected == [.init(seq: 1, code: .unknownCommand)])
            #expect(try await stand.command(rotate)?.state == "answered")
            #expect(try await stand.command(ping)?.state == "received")
        }
    }

    @Test func onlyTheIdentityKeySaysWhichKeysThereAreAndOnlyNow() async throws {
        try await MachineStand.run { stand in
            let machine = try await stand.allowedMachine()
            let other = try await stand.allowedMachine("snack-2")
            let key = SigningKey()
            let keys = Self.rotated(machine, by: key, next: 1)
            let before = try await stand.dump("machine")
            func request(
                signedBy: SigningKey? = nil,
                statedBy identity: SigningKey? = nil,
                keys changed: MachineKeys? = nil,
                change: (inout KeyStatement) -> Void = { _ in }
            ) throws -> String {
                try Self.request(
                    machine,
                    changed ?? keys,
                    signedBy: signedBy ?? key,
                    stand,
                    statedBy: identity,
                    change: change
                )
            }
            var twice = keys
            twice.retired.append(MachineKeys.Retired(key: key.verifyingKey, through: 0))
            let cases: [(WireCode, String)] = [
                // The old key does not make a new one.
                (.unknownKey, try request(statedBy: machine.operational)),
                (.unknownKey, try request(statedBy: key)),
                // Who stole the old key can't open a session with what the machine once said.
                (.badChallenge, try request { $0.nonce = stand.sessions.challenge().nonce }),
                (.unknownKey, try request(signedBy: machine.operational)),
                (.wrongIssuer, try request { $0.iss = other.id }),
                (.wrongAudience, try request { $0.aud = other.id.fingerprint }),
                (.unsupportedVersion, try request { $0.ver = 2 }),
                (.malformed, try request(keys: twice)),
            ]
            for (code, request) in cases {
                await #expect(throws: ProtocolError(code, ""), "\(code)") {
                    _ = try await stand.sessions.open(request)
                }
            }
            #expect(try await stand.dump("machine") == before)
        }
    }

    @Test func aCopyThatStatesItsOldKeyIsSetAsideAndItsKeyNotTaken() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            _ = try await stand.connect(&machine)
            let copy = machine
            let key = SigningKey()
            let keys = Self.rotated(machine, by: key, next: 1)
            let sealed = try await stand.sessions.open(Self.request(machine, keys, signedBy: key, stand))
            let grant = try Envelope.parse(sealed, as: .grant).claims(SessionGrant.self)
            _ = try await stand.sessions.authorise(grant.token)
            let old = MachineKeys(current: copy.operational.verifyingKey)
            await #expect(throws: ProtocolError(.staleRatchet, "")) {
                _ = try await stand.sessions.open(Self.request(copy, old, signedBy: copy.operational, stand))
            }
            let record = try await stand.record(machine)
            #expect(try record.status == .quarantined && record.keys() == keys)
        }
    }
}
