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

    /// Returns nil when `text` is not exactly one JSON number of at most `RailAmount.longestText` characters.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard rest.count <= RailAmount.longestText else { return nil }
        let minus = rest.first == UInt8(ascii: "-")
        if minus { rest.removeFirst() }
        let whole = Self.takeDigits(&rest)
        guard !whole.isEmpty, whole.count == 1 || whole[0] != 0 else { return nil }
        var fraction: [UInt8] = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = Self.takeDigits(&rest)
            guard !fraction.isEmpty else { return nil }
        }
        var exponent = 0
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            guard let value = Self.takeExponent(&rest) else { return nil }
            exponent = value
        }
        guard rest.isEmpty else { return nil }
        digits = whole + fraction
        pointPosition = whole.count + exponent
        isNegative = minus && digits.contains { $0 != 0 }
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let found = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest.removeFirst(found.count)
        return found.map { $0 - UInt8(ascii: "0") }
    }

    private static func takeExponent(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let minus = rest.first == UInt8(ascii: "-")
        if minus || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let found = takeDigits(&rest)
        guard !found.isEmpty else { return nil }
        let significant = found.drop { $0 == 0 }
        guard significant.count <= 2 else { return nil }
        let value = significant.reduce(0) { $0 * 10 + Int($1) }
        return value <= largestExponent ? (minus ? -value : value) : nil
    }
}
