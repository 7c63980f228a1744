import Protocol
import Testing

@Suite("Enrolment") struct EnrolmentTests {
    private func request(_ change: (inout EnrolmentRequest) -> Void = { _ in }) throws -> EnrolmentRequest {
        var request = EnrolmentRequest(
            iss: try Samples.machine(),
            identity: Samples.identity.verifyingKey,
            keys: MachineKeys(current: Samples.operational.verifyingKey),
            iat: 1,
            challenge: "c",
            nonce: String(repeating: "n", count: 32),
            secretID: nil,
            secretProof: nil
        )
        change(&request)
        return request
    }

    private func verify(_ request: EnrolmentRequest, key: SigningKey = Samples.identity) throws -> WireCode? {
        let compact = try Envelope.sign(request, as: .enrolment, with: key).compact
        return code { _ = try EnrolmentRequest.verify(compact) }
    }

    @Test func believesWhoHoldsTheIdentityKey() throws { #expect(try verify(request()) == nil) }

    @Test func refusesAnotherSigner() throws { #expect(try verify(request(), key: SigningKey()) == .unknownKey) }

    @Test func refusesAnIDThatDoesNotFitTheKey() throws {
        let other = SigningKey()
        #expect(try verify(request { $0.identity = other.verifyingKey }, key: other) == .wrongIssuer)
    }

    @Test func refusesAKeyTwiceAndShortNonces() throws {
        let twice = MachineKeys.Retired(key: Samples.operational.verifyingKey, through: 1)
        #expect(try verify(request { $0.keys.retired = [twice] }) == .malformed)
        #expect(try verify(request { $0.nonce = "n" }) == .malformed)
    }

    @Test func secretSurvivesItsText() throws {
        let secret = EnrolmentSecret(
            id: "0011223344556677",
            bytes: Array(0..<16),
            rootFingerprint: Samples.root.keyID
        )
        #expect(try EnrolmentSecret(text: secret.text) == secret)
        #expect(
            secret.proof(for: try Samples.machine())
                == EnrolmentSecret.proof(secret: Array(0..<16), machine: try Samples.machine())
        )
        let other = try MachineID(name: "other", identity: Samples.identity.verifyingKey)
        #expect(secret.proof(for: other) != secret.proof(for: try Samples.machine()))
    }

    @Test(arguments: ["", "mme1", "mme1.a.b.c", "mme2.0011223344556677.AAAAAAAAAAAAAAAAAAAAAA.x", "mme1...."])
    func refusesOtherTexts(text: String) { #expect(code { _ = try EnrolmentSecret(text: text) } == .badSecret) }
}
