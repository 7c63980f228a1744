/// A nonce that its maker recognises without remembering it: eight bytes of time, sixteen random, and a MAC over both.
package enum SessionNonce {
    /// Makes a nonce.
    /// - Parameters:
    ///   - seconds: wall time, since 1970.
    ///   - random: sixteen random bytes.
    ///   - secret: the maker's secret.
    package static func make(seconds: Int64, random: [UInt8], secret: [UInt8]) -> String {
        precondition(random.count == 16, "a nonce takes sixteen random bytes")
        let body = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: seconds >> Int64($0)) } + random
        return Base64URL.encode(body + code(body, secret))
    }

    /// Checks that a nonce was made with `secret` within the last `ProtocolLimits.challengeSeconds`.
    /// - Returns: its sixteen random bytes.
    /// - Throws: `badChallenge`.
    @discardableResult
    package static func check(_ nonce: String, seconds: Int64, secret: [UInt8]) throws(ProtocolError) -> [UInt8] {
        guard let bytes = Base64URL.decode(nonce), bytes.count == 40,
            Fingerprint.equal(Array(bytes[24...]), code(Array(bytes[..<24]), secret))
        else {
            throw ProtocolError(.badChallenge, "The challenge was not made here; ask for a new one.")
        }
        let made = bytes[..<8].reduce(into: Int64(0)) { $0 = $0 << 8 | Int64($1) }
        guard (made...made + ProtocolLimits.challengeSeconds).contains(seconds) else {
            throw ProtocolError(.badChallenge, "The challenge is too old; ask for a new one.")
        }
        return Array(bytes[8..<24])
    }

    private static func code(_ body: [UInt8], _ secret: [UInt8]) -> [UInt8] {
        Array(Fingerprint.authenticationCode(secret: secret, Array("mintmark session".utf8) + body).prefix(16))
    }
}
