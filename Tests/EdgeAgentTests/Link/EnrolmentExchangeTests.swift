import Protocol
import Testing

@testable import EdgeAgent

@Suite("EnrolmentExchange")
struct EnrolmentExchangeTests {
    private let deployment: TestDeployment
    private let nonce = "nonce-0123456789abcdef"

    init() throws { deployment = try TestDeployment() }

    private var exchange: EnrolmentExchange { EnrolmentExchange(keys: deployment.keys, anchor: deployment.anchor) }

    private func answer(_ change: (inout EnrolmentAnswer) -> Void = { _ in }) -> EnrolmentAnswer {
        var answer = EnrolmentAnswer(
            iss: deployment.root.keyID,
            aud: deployment.keys.machine,
            nonce: nonce,
            status: .allowed,
            inc: 1,
            ratchet: String(repeating: "1", count: 32),
            through: 0
        )
        change(&answer)
        return answer
    }

    private func reply(
        _ answer: EnrolmentAnswer,
        by key: SigningKey? = nil,
        from root: SigningKey? = nil,
        keyset: String? = nil
    ) throws -> [UInt8] {
        try StrictJSON.encode(
            EnrolmentReply(
                root: (root ?? deployment.root).verifyingKey,
                keyset: try keyset ?? deployment.signed(deployment.keyset()),
                answer: try Envelope.sign(answer, as: .enrolled, with: key ?? deployment.command).compact
            )
        )
    }

    private func code(_ body: [UInt8], pin: String? = TestDeployment.pin) -> WireCode? {
        do {
            _ = try exchange.believe(body, nonce: nonce, pin: pin)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func asksWithTheIdentityKey() throws {
        let request = try EnrolmentRequest.verify(
            try exchange.request(
                challenge: SessionChallenge(nonce: "challenge"),
                nonce: nonce,
                seconds: TestDeployment.now,
                incarnation: 0,
                operational: MachineKeys(current: deployment.keys.ring.filed.verifyingKey)
            )
        )
        #expect(request.iss == deployment.keys.machine)
        #expect(request.challenge == "challenge")
        #expect(request.keys.current == deployment.keys.ring.filed.verifyingKey)
        #expect(request.secretID == nil)
    }

    @Test func believesFromTheRootKeyDown() throws {
        let outcome = try exchange.believe(try reply(answer()), nonce: nonce, pin: TestDeployment.pin)
        #expect(outcome.keyset == deployment.keyset())
        #expect(outcome.answer.inc == 1)
        #expect(
            code(try reply(answer { ($0.status, $0.inc, $0.ratchet, $0.through) = (.pending, nil, nil, nil) })) == nil
        )
    }

    @Test func refusesAnotherRootEvenWithEverythingElseInOrder() throws {
        let other = try TestDeployment()
        let keyset = try other.signed(other.keyset())
        let body = try reply(answer { $0.iss = other.root.keyID }, by: other.command, from: other.root, keyset: keyset)
        #expect(code(body) == .wrongIssuer)
    }

    @Test func refusesAKeysetThatTheRootDidNotSign() throws {
        let keyset = try deployment.signed(deployment.keyset(), by: SigningKey())
        #expect(code(try reply(answer(), keyset: keyset)) == .unknownKey)
    }

    @Test func refusesATLSKeyThatTheKeysetDoesNotName() throws {
        #expect(code(try reply(answer()), pin: String(repeating: "cd", count: 32)) == .unknownKey)
        #expect(code(try reply(answer()), pin: nil) == .unknownKey)
    }

    @Test func refusesAnAnswerThatNoCommandKeySigned() throws {
        #expect(code(try reply(answer(), by: SigningKey())) == .unknownKey)
        #expect(code(try reply(answer(), by: deployment.profile)) == .unknownKey)
    }

    @Test(arguments: ["nonce", "machine", "deployment", "version"])
    func refusesAnAnswerToSomethingElse(_ what: String) throws {
        let other = try TestDeployment()
        let spoiled = answer { answer in
            switch what {
            case "nonce": answer.nonce = "an old one"
            case "machine": answer.aud = other.keys.machine
            case "deployment": answer.iss = other.root.keyID
            default: answer.ver = 2
            }
        }
        #expect(code(try reply(spoiled)) == .wrongAudience)
    }

    @Test(arguments: ["inc", "ratchet", "through", "zero", "huge"])
    func refusesAnAllowanceThatIsNotComplete(_ what: String) throws {
        let spoiled = answer { answer in
            switch what {
            case "inc": answer.inc = nil
            case "ratchet": answer.ratchet = "short"
            case "through": answer.through = nil
            case "zero": answer.inc = 0
            default: answer.through = .max
            }
        }
        #expect(code(try reply(spoiled)) == .malformed)
    }

    @Test(arguments: ["", "{", "[]", #"{"root":1}"#, #"{"root":"","root":""}"#])
    func refusesWhatIsNoReply(_ text: String) {
        #expect(code(Array(text.utf8)) != nil)
    }
}
