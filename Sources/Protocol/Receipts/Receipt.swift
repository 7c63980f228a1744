/// The claims of a receipt envelope. A receipt never expires.
package struct Receipt: Hashable, Sendable, Codable {
    /// The shape's version, 1.
    package var ver: Int
    /// The machine.
    package var iss: MachineID
    /// The deployment.
    package var aud: String
    /// The receipt's id, see `Identifier`.
    package var jti: String
    /// When it was made by the machine's clock, seconds since 1970; an annotation, never used to decide.
    package var iat: Int64
    /// The journal's incarnation.
    package var inc: Int64
    /// Its place in the dense row of this machine's receipts, from 1; a new incarnation goes on with it.
    package var seq: Int64
    /// The command that it answers.
    package var re: String?
    /// The machine's boot id: which start of the computer.
    package var boot: String
    /// W3C trace context of the command, or of a new trace.
    package var traceparent: String
    /// What happened.
    package var body: ReceiptBody

    /// Makes a receipt.
    package init(
        iss: MachineID,
        aud: String,
        jti: String,
        iat: Int64,
        inc: Int64,
        seq: Int64,
        re: String?,
        boot: String,
        traceparent: String,
        body: ReceiptBody
    ) {
        ver = 1
        self.iss = iss
        self.aud = aud
        self.jti = jti
        self.iat = iat
        self.inc = inc
        self.seq = seq
        self.re = re
        self.boot = boot
        self.traceparent = traceparent
        self.body = body
    }

    private enum CodingKeys: String, CodingKey {
        case ver, iss, aud, jti, iat, inc, seq, re, boot, traceparent
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        ver = try container.decode(Int.self, forKey: .ver)
        iss = try container.decode(MachineID.self, forKey: .iss)
        aud = try container.decode(String.self, forKey: .aud)
        jti = try container.decode(String.self, forKey: .jti)
        iat = try container.decode(Int64.self, forKey: .iat)
        inc = try container.decode(Int64.self, forKey: .inc)
        seq = try container.decode(Int64.self, forKey: .seq)
        re = try container.decodeIfPresent(String.self, forKey: .re)
        boot = try container.decode(String.self, forKey: .boot)
        traceparent = try container.decode(String.self, forKey: .traceparent)
        body = try ReceiptBody(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(ver, forKey: .ver)
        try container.encode(iss, forKey: .iss)
        try container.encode(aud, forKey: .aud)
        try container.encode(jti, forKey: .jti)
        try container.encode(iat, forKey: .iat)
        try container.encode(inc, forKey: .inc)
        try container.encode(seq, forKey: .seq)
        try container.encodeIfPresent(re, forKey: .re)
        try container.encode(boot, forKey: .boot)
        try container.encode(traceparent, forKey: .traceparent)
        try body.encode(to: encoder)
    }

    /// Reads and believes a receipt from `machine`, signed by one of its operational `keys`.
    /// - Throws: the codes of `Envelope`, `unsupportedVersion`, `wrongIssuer`, `wrongAudience` or `malformed`.
    package static func verify(
        _ compact: String,
        machine: MachineID,
        keys: [VerifyingKey],
        deployment: String
    ) throws(ProtocolError) -> Receipt {
        let envelope = try Envelope.parse(compact, as: .receipt)
        let key = keys.first { $0.fingerprint == envelope.keyID }
        let receipt = try envelope.verified(by: key).claims(Receipt.self)
        guard receipt.ver == 1 else {
            throw ProtocolError(
                .unsupportedVersion,
                "Receipt version \(receipt.ver) is unknown; update the coordinator."
            )
        }
        guard receipt.iss == machine else {
            throw ProtocolError(.wrongIssuer, "The receipt names \(receipt.iss), the session belongs to \(machine).")
        }
        guard receipt.aud == deployment else {
            throw ProtocolError(.wrongAudience, "The receipt is for deployment \(receipt.aud), this is \(deployment).")
        }
        guard receipt.seq >= 1, receipt.inc >= 1, Identifier.isValid(receipt.jti),
            receipt.re.map(Identifier.isValid) ?? true, TraceParent.isValid(receipt.traceparent)
        else {
            throw ProtocolError(.malformed, "A claim of receipt \(receipt.jti.prefix(32)) is out of its range.")
        }
        return receipt
    }
}
