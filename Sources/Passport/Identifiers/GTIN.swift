/// A global trade item number: which product it is, not which piece. Always 14 digits; the shorter forms of 8, 12 and
/// 13 digits are the same number with its leading zeros left out (GS1 General Specifications section 3.3.2).
package struct GTIN: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number that the 14 digits are.
    package let number: UInt64

    /// Reads 8, 12, 13 or 14 digits.
    /// - Throws: `wrongLength`, `badCharacter` with its position, or `badCheck` with the position of the check digit.
    package init(_ text: String) throws(PassportError) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw PassportError(.empty, "A GTIN is missing; write its 14 digits.") }
        var number: UInt64 = 0
        for (index, byte) in bytes.prefix(14).enumerated() {
            guard EncodableCharacters.digits.contains(byte) else {
                throw PassportError(.badCharacter, "The GTIN \"\(text.prefix(20))\" has more than digits.", at: index)
            }
            number = number * 10 + UInt64(byte - 0x30)
        }
        guard [8, 12, 13, 14].contains(bytes.count) else {
            throw PassportError(.wrongLength, "A GTIN has 8, 12, 13 or 14 digits, not \(bytes.count).")
        }
        guard CheckDigit.fits(bytes.span) else {
            let right = String(decoding: [CheckDigit.of(bytes.dropLast())], as: UTF8.self)
            throw PassportError(
                .badCheck,
                "The last digit of the GTIN \(text) must be \(right); a digit was misread or mistyped.",
                at: bytes.count - 1
            )
        }
        self.number = number
    }

    /// All 14 digits.
    package var description: String {
        let digits = String(number)
        return String(repeating: "0", count: 14 - digits.count) + digits
    }

    package static func < (left: GTIN, right: GTIN) -> Bool { left.number < right.number }
}
