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

    /// A new W3C trace context.
    package func traceParent() -> String { TraceParent.make(trace: randomBytes(16), span: randomBytes(8)) }
}

/// The system's random source.
package struct SystemIdentifierSource: IdentifierSource {
    /// Makes the source.
    package init() {}

    package func randomBytes(_ count: Int) -> [UInt8] { Fingerprint.randomBytes(count) }
}
