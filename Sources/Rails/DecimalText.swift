/// A JSON number (RFC 8259 section 6) as a row of decimal digits, exact.
struct DecimalText: Hashable {
    /// Whether it is below zero. `-0` is not.
    var isNegative: Bool

    /// The digits 0 to 9, most significant first, without the point.
    var digits: [UInt8]

    /// How many of `digits` stand before the point; below zero or past the end when zeros must be imagined.
    var pointPosition: Int

    /// No chain writes more; without a limit `1e999999999` would cost that many steps.
    private static let largestExponent = 40

    /// Whether `text` is one JSON number, however long; nothing is computed from it.
    static func isNumber(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        return parts(&rest) != nil
    }

    /// Returns nil when `text` is not exactly one JSON number of at most `RailAmount.longestText` characters.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard rest.count <= RailAmount.longestText else { return nil }
        guard let parts = Self.parts(&rest) else { return nil }
        let significant = parts.exponent.drop { $0 == 0 }
        guard significant.count <= 2 else { return nil }
        let exponent = significant.reduce(0) { $0 * 10 + Int($1) }
        guard exponent <= Self.largestExponent else { return nil }
        digits = parts.whole + parts.fraction
        pointPosition = parts.whole.count + (parts.isExponentNegative ? -exponent : exponent)
        isNegative = parts.isNegative && digits.contains { $0 != 0 }
    }

    private struct Parts {
        var isNegative = false
        var whole: [UInt8] = []
        var fraction: [UInt8] = []
        var isExponentNegative = false
        var exponent: [UInt8] = []
    }

    private static func parts(_ rest: inout ArraySlice<UInt8>) -> Parts? {
        var parts = Parts()
        parts.isNegative = take("-", &rest)
        parts.whole = takeDigits(&rest)
        guard !parts.whole.isEmpty, parts.whole.count == 1 || parts.whole[0] != 0 else { return nil }
        if take(".", &rest) {
            parts.fraction = takeDigits(&rest)
            guard !parts.fraction.isEmpty else { return nil }
        }
        if take("e", &rest) || take("E", &rest) {
            parts.isExponentNegative = take("-", &rest)
            if !parts.isExponentNegative { _ = take("+", &rest) }
            parts.exponent = takeDigits(&rest)
            guard !parts.exponent.isEmpty else { return nil }
        }
        return rest.isEmpty ? parts : nil
    }

    private static func take(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let found = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest.removeFirst(found.count)
        return found.map { $0 - UInt8(ascii: "0") }
    }
}
