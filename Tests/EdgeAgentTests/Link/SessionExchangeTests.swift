import Protocol
import Testing

@testable import EdgeAgent

@Suite("SessionExchange")
struct SessionExchangeTests {
    private let deployment: TestDeployment
    private let nonce = "agent-nonce-0123456789"

    init() throws { deployment = try TestDeployment() }

    private var exchange: SessionExchange {
        SessionExchange(keys: deployment.keys, trust: deployment.trust(version: 3, epoch: 4))
    }

    private func grant(_ change: (inout SessionGrant) -> Void = { _ in }) -> SessionGrant {
        var grant = SessionGrant(
            iss: deployment.root.keyID,
            aud: deployment.keys.machine,
            nonce: nonce,
            token: "token",
            epoch: 5,
            time: TestDeployment.now * 1_000,
            keyset: nil,
            ratchet: String(repeating: "1", count: 32),
            through: 9
        )
        change(&grant)
        return grant
    }

    private func believe(_ grant: SessionGrant, by key: SigningKey? = nil) throws -> (SessionGrant, Keyset?) {
        let compact = try Envelope.sign(grant, as: .grant, with: key ?? deployment.command).compact
        return try exchange.believe(compact, agentNonce: nonce)
    }

    private func code(_ body: () throws -> Void) -> WireCode? {
        do {
            try body()
            return nil
        } catch {
            return (error as? ProtocolError)?.code
        }
    }

    @Test func asksWithTheOperationalKeyOverTheCoordinatorsNonce() throws {
        let compact = try exchange.request(
            signedBy: deployment.keys.ring.filed,
            stating: nil,
            challenge: SessionChallenge(nonce: "challenge"),
            agentNonce: nonce,
            lastCounter: 7,
            nextSequence: 8,
            acknowledged: 5,
            profile: "p",
            boot: "b"
        )
        let request = try Envelope.parse(compact, as: .session).verified(by: deployment.keys.ring.filed.verifyingKey)
            .claims(SessionRequest.self)
        #expect(request.nonce == "challenge")
        #expect(request.agentNonce == nonce)
        #expect(request.inc == 1 && request.lastCounter == 7 && request.nextSequence == 8)
        #expect(request.keysetVersion == 3)
    }

    @Test func believesTheAnswerToItsRequest() throws {
        let (grant, keyset) = try believe(grant())
        #expect(grant.epoch == 5)
        #expect(keyset == nil)
    }

    @Test(arguments: [
        ("another nonce", WireCode.wrongAudience), ("another machine", .wrongAudience),
        ("another deployment", .wrongAudience), ("another version", .wrongAudience), ("the same epoch", .staleEpoch),
        ("an older epoch", .staleEpoch), ("no ratchet", .malformed), ("time before 1970", .malformed),
        ("time without end", .malformed), ("sequence without end", .malformed), ("negative sequence", .malformed),
    ])
    func refuses(_ what: String, _ expected: WireCode) throws {
        let other = try TestDeployment()
        let spoiled = grant { grant in
            switch what {
            case "another nonce": grant.nonce = "something else"
            case "another machine": grant.aud = other.keys.machine
            case "another deployment": grant.iss = other.root.keyID
            case "another version": grant.ver = 2
            case "the same epoch": grant.epoch = 4
            case "an older epoch": grant.epoch = 1
            case "no ratchet": grant.ratchet = "x"
            case "time before 1970": grant.time = -1
            case "time without end": grant.time = .max
            case "sequence without end": grant.through = .max
            default: grant.through = -1
            }
        }
        #expect(code { _ = try believe(spoiled) } == expected)
    }

    @Test func refusesAKeyThatTheKeysetDoesNotName() {
        #expect(code { _ = try believe(grant(), by: SigningKey()) } == .unknownKey)
        // It is in the keyset, but for profiles.
        #expect(code { _ = try believe(grant(), by: deployment.profile) } == .unknownKey)
    }

    @Test func refusesAForgedGrant() throws {
        let real = try Envelope.sign(grant(), as: .grant, with: deployment.command).compact
        let other = try Envelope.sign(grant { $0.epoch = 99 }, as: .grant, with: deployment.command).compact
        let parts = (real.split(separator: "."), other.split(separator: "."))
        let forged = "\(parts.0[0]).\(parts.1[1]).\(parts.0[2])"
        #expect(code { _ = try exchange.believe(forged, agentNonce: nonce) } == .badSignature)
    }

    @Test func refusesACommandInThePlaceOfAGrant() throws {
        let command = try deployment.sign(deployment.claims())
        #expect(code { _ = try exchange.believe(command, agentNonce: nonce) } == .badType)
    }

    @Test func believesAGrantOfARotatedKeyThatComesWithItsKeyset() throws {
        let rotated = SigningKey()
        let keyset = try deployment.signed(deployment.keyset(version: 4, command: rotated))
        let (grant, newer) = try believe(grant { $0.keyset = keyset }, by: rotated)
        #expect(grant.keyset == keyset)
        #expect(newer?.version == 4)
        // The old key is out with the new keyset.
        #expect(code { _ = try believe(self.grant { $0.keyset = keyset }) } == .unknownKey)
    }

    @Test func refusesAKeysetThatIsOlderOrNotOfTheRoot() throws {
        let older = try deployment.signed(deployment.keyset(version: 2))
        #expect(code { _ = try believe(grant { $0.keyset = older }) } == .staleKeyset)
        let foreign = try deployment.signed(deployment.keyset(version: 4), by: SigningKey())
        #expect(code { _ = try believe(grant { $0.keyset = foreign }) } == .unknownKey)
    }
}
