import Protocol

/// Makes signed receipts. The journal gives the sequence number inside its transaction, so that numbers are dense.
struct ReceiptWriter: Sendable {
    let keys: AgentKeys
    let deployment: String
    let incarnation: Int64
    let boot: String

    /// The signed receipt, as bytes for the journal.
    func make(
        _ body: ReceiptBody,
        answering command: String?,
        traceparent: String?,
        sequence: Int64
    ) throws(ProtocolError) -> [UInt8] {
        let now = SystemClock.wallMilliseconds
        let trace =
            traceparent
            ?? TraceParent.make(trace: Fingerprint.randomBytes(16), span: Fingerprint.randomBytes(8))
        let receipt = Receipt(
            iss: keys.machine,
            aud: deployment,
            jti: Identifier.make(milliseconds: now, random: Fingerprint.randomBytes(10)),
            iat: max(0, now / 1_000),
            inc: incarnation,
            seq: sequence,
            re: command,
            boot: boot,
            traceparent: trace,
            body: body
        )
        return Array(try Envelope.sign(receipt, as: .receipt, with: keys.operational).compact.utf8)
    }
}
