/// 128-bit ids that sort by the time they were made: 48 bits of milliseconds, then 80 random bits, as 32 hex digits.
/// The layout is that of UUID version 7 (RFC 9562 section 5.7) without its version and variant bits.
package enum Identifier {
    /// Makes an id.
    /// - Parameters:
    ///   - milliseconds: wall time, since 1970.
    ///   - random: ten random bytes.
    package static func make(milliseconds: Int64, random: [UInt8]) -> String {
        precondition(random.count == 10, "an id takes ten random bytes")
        var bytes: [UInt8] = []
        for shift in stride(from: 40, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: milliseconds >> Int64(shift)))
        }
        return Hex.encode(bytes + random)
    }

    /// When such an id was made, in wall milliseconds since 1970; nil when the text is none.
    package static func milliseconds(of text: String) -> Int64? {
        guard isValid(text) else { return nil }
        return Int64(text.prefix(12), radix: 16)
    }

    /// Whether the text is such an id.
    package static func isValid(_ text: String) -> Bool { Hex.isLowercase(text, count: 32) }
}
