/// A GS1 application identifier: the 2 to 4 digits before a value that say what the value is.
package struct ApplicationIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// The digits as a number: 1 for `01`, 8006 for `8006`.
    package let code: UInt16

    /// Serial shipping container code.
    package static let sscc = ApplicationIdentifier(checked: 0)
    /// Global trade item number.
    package static let gtin = ApplicationIdentifier(checked: 1)
    /// Batch or lot.
    package static let lot = ApplicationIdentifier(checked: 10)
    /// Serial.
    package static let serial = ApplicationIdentifier(checked: 21)
    /// Consumer product variant.
    package static let variant = ApplicationIdentifier(checked: 22)

    private init(checked code: UInt16) { self.code = code }

    /// The identifier that these ASCII digits are; nil when there is none. Two-digit codes are written with two digits,
    /// so `1` and `001` are none.
    @inline(__always)
    init?(_ digits: Span<UInt8>) {
        guard digits.count >= 2, digits.count <= 4 else { return nil }
        var code = 0
        var index = 0
        while index < digits.count {
            let digit = digits[index] &- 0x30
            guard digit < 10 else { return nil }
            code = code &* 10 &+ Int(digit)
            index &+= 1
        }
        let length = code < 100 ? 2 : code < 1000 ? 3 : 4
        guard length == digits.count, IdentifierRule.indexByCode[code] != 0 else { return nil }
        self.code = UInt16(code)
    }

    /// The identifier of a number that GS1 has assigned; nil for others.
    package init?(_ code: Int) {
        guard (0..<10_000).contains(code), IdentifierRule.indexByCode[code] != 0 else { return nil }
        self.code = UInt16(code)
    }

    /// Its digits.
    package var description: String { code < 10 ? "0\(code)" : "\(code)" }

    /// Its form.
    @inline(__always)
    var rule: IdentifierRule { IdentifierRule.all[Int(IdentifierRule.indexByCode[Int(code)])] }
}
