/// Crockford's base 32: digits and upper-case letters without I, L, O and U, which people misread or would rather not
/// read (crockford.com/base32.html). All of it is in QR's alphanumeric set and in GS1 character sets 39 and 82.
package enum CrockfordBase32 {
    /// The character of each value.
    package static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// `count` characters of the bits of `bytes`, five for each, from the first byte's highest bit on.
    /// - Precondition: the bytes have that many bits.
    package static func encode(_ bytes: [UInt8], count: Int) -> [UInt8] {
        precondition(bytes.count * 8 >= count * 5, "five bits are needed for each character")
        return (0..<count).map { character in
            var value = 0
            for bit in character * 5..<character * 5 + 5 {
                value = value << 1 | Int(bytes[bit / 8] >> UInt8(7 - bit % 8) & 1)
            }
            return alphabet[value]
        }
    }

    /// The value of a character, as people may write it too: in lower case, O for 0, I and L for 1. Nil for others.
    package static func value(_ character: UInt8) -> UInt8? {
        let upper = (0x61...0x7A).contains(character) ? character - 0x20 : character
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return alphabet.firstIndex(of: upper).map { UInt8($0) }
        }
    }
}
