import Journal
import Protocol

/// Makes signed receipts. The journal gives the sequence number inside its transaction, so that numbers are dense.
struct ReceiptWriter: Sendable {
    let keys: AgentKeys
    let deployment: String
    let incarnation: Int64
    let boot: String

    /// The signed receipt, as bytes for the journal.
    /// - Parameters:
    ///   - command: what it answers; nil when it answers nothing that can be named.
    ///   - store: the journal, in the transaction that stores the receipt: it says which key signs.
    func make(
        _ body: ReceiptBody,
        answering command: AnsweredCommand?,
        sequence: Int64,
        in store: JournalStore
    ) throws -> [UInt8] {
        let now = SystemClock.wallMilliseconds
        let trace =
            command?.traceparent
            ?? TraceParent.make(trace: Fingerprint.randomBytes(16), span: Fingerprint.randomBytes(8))
        let receipt = Receipt(
            iss: keys.machine,
            aud: deployment,
            jti: Identifier.make(milliseconds: now, random: Fingerprint.randomBytes(10)),
            iat: max(0, now / 1_000),
            inc: command?.incarnation ?? incarnation,
            seq: sequence,
            re: command?.id,
            boot: boot,
            traceparent: trace,
            body: body
        )
        return Array(try Envelope.sign(receipt, as: .receipt, with: keys.ring.signer(store)).compact.utf8)
    }
}

extension ReceiptBody {
    /// A refusal; a detail that is too long for a receipt is cut.
    static func refused(_ code: WireCode, _ detail: String, digest: String) -> ReceiptBody {
        .refused(
            Refusal(code: code, detail: String(decoding: detail.utf8.prefix(500), as: UTF8.self), envelope: digest)
        )
    }
}
