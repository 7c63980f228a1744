/// What a text of the API looks like: one rule that is both written into the description, as a regular expression of
/// ECMA-262, and checked on what callers send.
package enum TextForm: Sendable, Hashable {
    /// Any text without control characters; lengths are in Unicode code points, as JSON Schema counts.
    case line(ClosedRange<Int>)
    /// An id that this program made: 32 lower-case hex digits.
    case identifier
    /// `a-z`, `0-9` and hyphens.
    case slug(Int)
    /// A GTIN as 8, 12, 13 or 14 digits.
    case gtin
    /// A lane: visible ASCII but the slash.
    case lane
    /// A machine's id, `name::fingerprint`.
    case machine
    /// A whole number of minor units above 0, as a decimal text.
    case amount
    /// A whole number of minor units, as a decimal text.
    case balance
    /// A SHA-256 as 64 lower-case hex digits.
    case digest
    /// A cursor of a list or of the event log.
    case cursor
    /// Visible ASCII, as in an `Idempotency-Key`.
    case visible(ClosedRange<Int>)
    /// So many digits.
    case digits(ClosedRange<Int>)
    /// A W3C trace context.
    case traceparent
    /// An http or https URL.
    case url

    /// The regular expression; nil for any line.
    package var pattern: String? {
        switch self {
        case .line: #"^[^\x00-\x1f\x7f]*$"#
        case .identifier: "^[0-9a-f]{32}$"
        case .slug(let limit): "^[a-z0-9-]{1,\(limit)}$"
        case .gtin: "^([0-9]{8}|[0-9]{12,14})$"
        case .lane: #"^[!-.0-~]{1,48}$"#
        case .machine: "^[a-z0-9-]{1,48}::[0-9a-f]{32}$"
        case .amount: "^[1-9][0-9]{0,15}$"
        case .balance: "^(0|-?[1-9][0-9]{0,18})$"
        case .digest: "^[0-9a-f]{64}$"
        case .cursor: "^[A-Za-z0-9_-]{1,\(PageCursor.maximumCharacters)}$"
        case .visible(let length): "^[!-~]{\(length.lowerBound),\(length.upperBound)}$"
        case .digits(let length): "^[0-9]{\(length.lowerBound),\(length.upperBound)}$"
        case .traceparent: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"
        case .url: "^https?://[!-~]{1,500}$"
        }
    }

    /// How many code points, when the pattern does not say.
    package var length: ClosedRange<Int>? {
        if case .line(let length) = self { return length }
        return nil
    }

    /// Whether a text has this form.
    package func accepts(_ text: String) -> Bool {
        let bytes = text.utf8
        return switch self {
        case .line(let length):
            length.contains(text.unicodeScalars.count) && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        case .identifier: bytes.count == 32 && bytes.allSatisfy(Self.isHex)
        case .slug(let limit): (1...limit).contains(bytes.count) && bytes.allSatisfy(Self.isSlug)
        case .gtin: [8, 12, 13, 14].contains(bytes.count) && bytes.allSatisfy(Self.isDigit)
        case .lane: (1...48).contains(bytes.count) && bytes.allSatisfy { Self.isVisible($0) && $0 != 0x2F }
        case .machine: Self.isMachine(text)
        case .amount: (1...16).contains(bytes.count) && bytes.allSatisfy(Self.isDigit) && bytes.first != 0x30
        case .balance: Int64(text).map { String($0) == text } ?? false
        case .digest: bytes.count == 64 && bytes.allSatisfy(Self.isHex)
        case .cursor:
            (1...PageCursor.maximumCharacters).contains(bytes.count)
                && bytes.allSatisfy { Self.isSlug($0) || (0x41...0x5A).contains($0) || $0 == 0x5F }
        case .visible(let length): length.contains(bytes.count) && bytes.allSatisfy(Self.isVisible)
        case .digits(let length): length.contains(bytes.count) && bytes.allSatisfy(Self.isDigit)
        case .traceparent: bytes.count == 55 && text.hasPrefix("00-")
        case .url:
            (text.hasPrefix("https://") || text.hasPrefix("http://")) && bytes.count <= 508
                && bytes.allSatisfy(Self.isVisible)
        }
    }

    private static func isMachine(_ text: String) -> Bool {
        let parts = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return parts.count == 2 && TextForm.slug(48).accepts(parts[0]) && TextForm.identifier.accepts(parts[1])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte) }
    private static func isSlug(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D }
    private static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }
}
