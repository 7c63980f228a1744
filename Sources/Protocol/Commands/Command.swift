/// The claims of a command envelope. `jti` and `cnt` survive re-signing: a new key or another coordinator signs the
/// same command again, and the machine still runs it once.
package struct Command: Hashable, Sendable, Codable {
    /// The shape's version, 1.
    package var ver: Int
    /// The deployment.
    package var iss: String
    /// The machine.
    package var aud: MachineID
    /// The command's id, see `Identifier`.
    package var jti: String
    /// When it was made, seconds since 1970.
    package var iat: Int64
    /// From when on it must not be started, seconds since 1970.
    package var exp: Int64
    /// The journal's incarnation that it is for.
    package var inc: Int64
    /// Its place in the dense row of this incarnation's commands, from 1.
    package var cnt: Int64
    /// W3C trace context of the order.
    package var traceparent: String
    /// What to do.
    package var body: CommandBody

    /// Makes a command.
    package init(
        iss: String,
        aud: MachineID,
        jti: String,
        iat: Int64,
        exp: Int64,
        inc: Int64,
        cnt: Int64,
        traceparent: String,
        body: CommandBody
    ) {
        ver = 1
        self.iss = iss
        self.aud = aud
        self.jti = jti
        self.iat = iat
        self.exp = exp
        self.inc = inc
        self.cnt = cnt
        self.traceparent = traceparent
        self.body = body
    }

    private enum CodingKeys: String, CodingKey {
        case ver, iss, aud, jti, iat, exp, inc, cnt, traceparent
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        ver = try container.decode(Int.self, forKey: .ver)
        iss = try container.decode(String.self, forKey: .iss)
        aud = try container.decode(MachineID.self, forKey: .aud)
        jti = try container.decode(String.self, forKey: .jti)
        iat = try container.decode(Int64.self, forKey: .iat)
        exp = try container.decode(Int64.self, forKey: .exp)
        inc = try container.decode(Int64.self, forKey: .inc)
        cnt = try container.decode(Int64.self, forKey: .cnt)
        traceparent = try container.decode(String.self, forKey: .traceparent)
        body = try CommandBody(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(ver, forKey: .ver)
        try container.encode(iss, forKey: .iss)
        try container.encode(aud, forKey: .aud)
        try container.encode(jti, forKey: .jti)
        try container.encode(iat, forKey: .iat)
        try container.encode(exp, forKey: .exp)
        try container.encode(inc, forKey: .inc)
        try container.encode(cnt, forKey: .cnt)
        try container.encode(traceparent, forKey: .traceparent)
        try body.encode(to: encoder)
    }

    /// SHA-256 of the body alone, 32 bytes: what must be equal when the same counter comes again.
    /// - Throws: `malformed` when the body can't be written.
    package func bodyHash() throws(ProtocolError) -> [UInt8] { Fingerprint.digest(try StrictJSON.encode(body)) }
}
