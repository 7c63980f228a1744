/// The check digit of GS1 keys: weights 3 and 1 from the right, modulo 10 (GS1 General Specifications section 7.9.1).
package enum CheckDigit {
    /// The digit that belongs behind `digits`.
    /// - Precondition: every byte is an ASCII digit.
    package static func of(_ digits: some BidirectionalCollection<UInt8>) -> UInt8 {
        var sum = 0
        var weight = 3
        for digit in digits.reversed() {
            precondition(EncodableCharacters.digits.contains(digit), "a check digit is made of digits")
            sum += Int(digit &- 0x30) * weight
            weight = 4 - weight
        }
        return UInt8(truncatingIfNeeded: (10 - sum % 10) % 10) + 0x30
    }

    /// Whether the last of the digits is the check digit of those before it; false when there is none, or a byte is no
    /// digit.
    package static func fits(_ digits: Span<UInt8>) -> Bool {
        guard digits.count > 1 else { return false }
        var sum = 0
        var weight = 1
        var index = digits.count - 1
        while index >= 0 {
            let digit = digits[index] &- 0x30
            guard digit < 10 else { return false }
            sum += Int(digit) * weight
            weight = 4 - weight
            index -= 1
        }
        return sum % 10 == 0
    }
}
