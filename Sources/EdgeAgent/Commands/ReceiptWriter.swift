package import Journal
package import Protocol

/// Makes signed receipts. The journal gives the sequence number inside its transaction, so that numbers are dense.
package struct ReceiptWriter: Sendable {
    /// Where its ids, trace contexts and times come from.
    package struct Source: Sendable {
        let wallMilliseconds: @Sendable () -> Int64
        let randomBytes: @Sendable (Int) -> [UInt8]

        /// Made of a clock of milliseconds since 1970 and a source of so many random bytes.
        package init(
            wallMilliseconds: @escaping @Sendable () -> Int64,
            randomBytes: @escaping @Sendable (Int) -> [UInt8]
        ) {
            self.wallMilliseconds = wallMilliseconds
            self.randomBytes = randomBytes
        }

        /// This computer's.
        static let system = Source(
            wallMilliseconds: { SystemClock.wallMilliseconds },
            randomBytes: { Fingerprint.randomBytes($0) }
        )
    }

    let keys: AgentKeys
    let deployment: String
    let incarnation: Int64
    let boot: String
    let source: Source

    /// Makes a writer.
    package init(keys: AgentKeys, deployment: String, incarnation: Int64, boot: String, source: Source? = nil) {
        self.keys = keys
        self.deployment = deployment
        self.incarnation = incarnation
        self.boot = boot
        self.source = source ?? .system
    }

    /// The signed receipt, as bytes for the journal.
    /// - Parameters:
    ///   - command: what it answers; nil when it answers nothing that can be named.
    ///   - store: the journal, in the transaction that stores the receipt: it says which key signs.
    package func make(
        _ body: ReceiptBody,
        answering command: AnsweredCommand?,
        sequence: Int64,
        in store: JournalStore
    ) throws -> [UInt8] {
        let now = source.wallMilliseconds()
        let trace =
            command?.traceparent
            ?? TraceParent.make(trace: source.randomBytes(16), span: source.randomBytes(8))
        let receipt = Receipt(
            iss: keys.machine,
            aud: deployment,
            jti: Identifier.make(milliseconds: now, random: source.randomBytes(10)),
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
    package static func refused(_ code: WireCode, _ detail: String, digest: String) -> ReceiptBody {
        .refused(
            Refusal(code: code, detail: String(decoding: detail.utf8.prefix(500), as: UTF8.self), envelope: digest)
        )
    }
}
