/// One character behind a serial of Crockford's base 32 by which a misread serial is seen without asking anybody.
///
/// The characters are elements of the field of 32 elements (modulo x⁵ + x² + 1). The check is the sum of each times a
/// power of x, so up to 31 characters one wrong character, or two that changed places, give another check.
package enum SerialCheckCharacter {
    /// The check character of `serial`, in the form that the alphabet writes; nil when a character is not of base 32.
    package static func of(_ serial: some Collection<UInt8>) -> UInt8? {
        var sum: UInt8 = 0
        for character in serial {
            guard let value = CrockfordBase32.value(character) else { return nil }
            sum = doubled(sum ^ value)
        }
        return CrockfordBase32.alphabet[Int(sum)]
    }

    /// Whether the last character is the check of those before it.
    package static func fits(_ serial: some BidirectionalCollection<UInt8>) -> Bool {
        guard let last = serial.last.flatMap(CrockfordBase32.value), let check = of(serial.dropLast()) else {
            return false
        }
        return serial.count > 1 && CrockfordBase32.alphabet[Int(last)] == check
    }

    /// Times x in the field.
    private static func doubled(_ value: UInt8) -> UInt8 {
        let shifted = value << 1
        return shifted & 0x20 == 0 ? shifted : shifted ^ 0b100101
    }
}
