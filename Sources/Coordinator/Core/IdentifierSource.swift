import Protocol

/// Where ids and random bytes come from; a test gives a predictable one.
package protocol IdentifierSource: Sendable {
    /// `count` bytes that nobody can guess.
    func randomBytes(_ count: Int) -> [UInt8]
}

extension IdentifierSource {
    /// A new id that sorts by `moment`, see `Identifier`.
    package func identifier(at moment: Moment) -> String {
        Identifier.make(milliseconds: moment.milliseconds, random: randomBytes(10))
    }

    /// A W3C trace context: the caller's, continued, or a new one when there is none or it is wrong.
    package func traceParent(continuing header: String? = nil) -> String {
        let span = randomBytes(8)
        return header.flatMap { TraceParent.continuing($0, span: span) }
            ?? TraceParent.make(trace: randomBytes(16), span: span)
    }
}

/// The system's random source.
package struct SystemIdentifierSource: IdentifierSource {
    /// Makes the source.
    package init() {}

    package func randomBytes(_ count: Int) -> [UInt8] { Fingerprint.randomBytes(count) }
}
