/// The characters in which the values of application identifiers are written (GS1 General Specifications, figures
/// 7.11-1 to 7.11-3).
package enum EncodableCharacters: Sendable {
    /// 0 to 9.
    case digits
    /// Character set 82: digits, letters of both cases and `!"%&'()*+,-./:;<=>?_`.
    case set82
    /// Character set 39: digits, upper-case letters and `#-/`.
    case set39
    /// Character set 64, base64url (RFC 4648 section 5) with its padding.
    case set64

    /// Whether the byte is one of the set, as ASCII.
    @inline(__always)
    package func contains(_ byte: UInt8) -> Bool { bits.contains(byte) }

    @inline(__always)
    var bits: CharacterBits {
        switch self {
        case .digits: CharacterBits(low: 0x03FF_0000_0000_0000, high: 0)
        case .set82: CharacterBits(low: 0xFFFF_FFE6_0000_0000, high: 0x07FF_FFFE_87FF_FFFE)
        case .set39: CharacterBits(low: 0x03FF_A008_0000_0000, high: 0x0000_0000_07FF_FFFE)
        case .set64: CharacterBits(low: 0x23FF_2000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE)
        }
    }

    /// The set, for a person.
    package var name: String {
        switch self {
        case .digits: "the digits 0 to 9"
        case .set82: "GS1 character set 82"
        case .set39: "GS1 character set 39"
        case .set64: "base64url"
        }
    }
}
