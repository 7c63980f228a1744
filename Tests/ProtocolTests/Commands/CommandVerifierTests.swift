import Protocol
import Testing

@Suite("CommandVerifier") struct CommandVerifierTests {
    private func verify(
        key: SigningKey = Samples.coordinator,
        _ change: (inout Command) throws -> Void
    ) throws -> WireCode? {
        var command = try Samples.command()
        try change(&command)
        let compact = try Envelope.sign(command, as: .command, with: key).compact
        let verifier = CommandVerifier(machine: try Samples.machine(), incarnation: 1, keyset: Samples.keyset())
        return code { _ = try verifier.verify(compact) }
    }

    @Test func takesACommandForThisMachine() throws { #expect(try verify { _ in } == nil) }

    @Test func refusesOneForAnotherMachine() throws {
        let other = try MachineID(name: "lobby-1", identity: SigningKey().verifyingKey)
        #expect(try verify { $0.aud = other } == .wrongAudience)
        let renamed = try MachineID(name: "lobby-2", identity: Samples.identity.verifyingKey)
        #expect(try verify { $0.aud = renamed } == .wrongAudience)
    }

    @Test func refusesOneFromAnotherDeployment() throws {
        #expect(try verify { $0.iss = Samples.coordinator.keyID } == .wrongIssuer)
    }

    @Test func refusesAnotherIncarnation() throws {
        #expect(try verify { $0.inc = 0 } == .wrongIncarnation)
        #expect(try verify { $0.inc = 2 } == .wrongIncarnation)
    }

    @Test func refusesAForgedOne() throws {
        #expect(try verify(key: SigningKey()) { _ in } == .unknownKey)
        #expect(try verify(key: Samples.root) { _ in } == .unknownKey)
    }

    @Test func refusesAnUnknownVersion() throws { #expect(try verify { $0.ver = 2 } == .unsupportedVersion) }

    @Test func refusesClaimsOutOfRange() throws {
        #expect(try verify { $0.cnt = 0 } == .malformed)
        #expect(try verify { $0.cnt = -1 } == .malformed)
        #expect(try verify { $0.exp = $0.iat - 1 } == .malformed)
        #expect(try verify { $0.jti = "../../etc" } == .malformed)
        #expect(try verify { $0.traceparent = "00-0-0-0" } == .malformed)
    }

    @Test func hashesTheBodyAlone() throws {
        let first = try Samples.command().bodyHash()
        #expect(try Samples.command { $0.iat += 5 }.bodyHash() == first)
        #expect(try Samples.command { $0.body = .ping }.bodyHash() != first)
    }

    @Test func carriesExactlyOneBody() throws {
        let claims = try StrictJSON.encode(Samples.command())
        let two = String(decoding: claims, as: UTF8.self).replacing(#""ver":1"#, with: #""ping":{},"ver":1"#)
        #expect(code { _ = try StrictJSON.decode(Command.self, from: Array(two.utf8)) } == .malformed)
        let deliver = CommandBody.deliver(CommandBody.Deliver(lane: "A1", sale: "s"))
        for body in [CommandBody.ping, .setOutputsSafe, .rotateKey, deliver] {
            let bytes = try StrictJSON.encode(Samples.command { $0.body = body })
            #expect(try StrictJSON.decode(Command.self, from: bytes).body == body)
        }
    }
}
