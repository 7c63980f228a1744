/// An amount read from decimal text without ever passing through binary floating point.
package struct RailAmount: Hashable, Sendable {
    /// Whole minor units, rounded down.
    package var minor: Int64

    /// What rounding down left out, in whole units, e.g. `"0.004"`; nil when nothing was.
    package var remainderText: String?

    /// Text longer than this is no amount; it also bounds the work a hostile answer can cause.
    static let longestText = 80

    /// Reads a JSON number (RFC 8259 section 6) that is not negative. Throws `badAmount`.
    package init(text: String, decimals: Int) throws(RailError) {
        guard let number = DecimalText(text), !number.isNegative else {
            throw RailError(
                .badAmount,
                "\"\(text.prefix(Self.longestText))\" is not an amount: expected digits like 0.01."
            )
        }
        // Where the minor unit ends in the row of digits; everything right of it is the remainder.
        let cut = number.pointPosition + decimals
        var minor: Int64 = 0
        for position in 0..<max(cut, 0) {
            let digit = position < number.digits.count ? Int64(number.digits[position]) : 0
            let (shifted, shiftOverflow) = minor.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflow) = shifted.addingReportingOverflow(digit)
            guard !shiftOverflow, !sumOverflow else {
                throw RailError(.badAmount, "The amount \(text) does not fit in 64 bits of minor units; refuse it.")
            }
            minor = sum
        }
        self.minor = minor
        let rest = cut >= 0 ? Array(number.digits.dropFirst(cut)) : Array(repeating: 0, count: -cut) + number.digits
        guard let last = rest.lastIndex(where: { $0 != 0 }) else { return }
        let padding = String(repeating: "0", count: decimals)
        remainderText = "0." + padding + rest[...last].map(String.init).joined()
    }

    /// Writes minor units as whole units without trailing zeros: 1_500_000 with 8 decimals is `"0.015"`.
    package static func text(minor: Int64, decimals: Int) -> String {
        var digits = String(minor.magnitude)
        if digits.count <= decimals {
            digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
        }
        let whole = digits.dropLast(decimals)
        var fraction = digits.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        return (minor < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }
}
