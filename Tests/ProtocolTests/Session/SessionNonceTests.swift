import Protocol
import Testing

@Suite("SessionNonce") struct SessionNonceTests {
    private let secret: [UInt8] = Array(repeating: 5, count: 32)

    private func check(_ nonce: String, at seconds: Int64, secret: [UInt8]? = nil) -> WireCode? {
        code { try SessionNonce.check(nonce, seconds: seconds, secret: secret ?? self.secret) }
    }

    @Test func isGoodForItsTimeOnly() {
        let nonce = SessionNonce.make(seconds: 1_000, random: Array(repeating: 1, count: 16), secret: secret)
        #expect(check(nonce, at: 1_000) == nil)
        #expect(check(nonce, at: 1_000 + ProtocolLimits.challengeSeconds) == nil)
        #expect(check(nonce, at: 1_001 + ProtocolLimits.challengeSeconds) == .badChallenge)
        #expect(check(nonce, at: 999) == .badChallenge)
    }

    @Test func isRefusedWhenMadeElsewhereOrChanged() {
        let nonce = SessionNonce.make(seconds: 1_000, random: Array(repeating: 1, count: 16), secret: secret)
        #expect(check(nonce, at: 1_000, secret: Array(repeating: 6, count: 32)) == .badChallenge)
        #expect(check("B" + nonce.dropFirst(), at: 1_000) == .badChallenge)
        #expect(check("", at: 1_000) == .badChallenge)
        #expect(check("!!", at: 1_000) == .badChallenge)
    }
}
