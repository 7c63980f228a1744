/// The characters of the parts of a link.
enum LinkCharacters {
    /// Which characters may stand in a URI (RFC 3986 appendix A).
    @inline(__always)
    static var ofURI: CharacterBits { CharacterBits(low: 0xAFFF_FFFA_0000_0000, high: 0x47FF_FFFE_AFFF_FFFF) }
    /// Which may stand in a host with its port. A zone of an IPv6 address has no meaning on another machine.
    @inline(__always)
    static var ofHost: CharacterBits { CharacterBits(low: 0x07FF_6000_0000_0000, high: 0x07FF_FFFE_2FFF_FFFE) }

    static func areDigits(_ bytes: Span<UInt8>) -> Bool {
        for index in 0..<bytes.count where !EncodableCharacters.digits.contains(bytes[index]) { return false }
        return true
    }

    /// Where the host begins; nil when the scheme is another one, or is written in letters of both cases.
    @inline(__always)
    static func schemeEnd(in bytes: Span<UInt8>) -> Int? {
        guard bytes.count > 8 else { return nil }
        let caseBit = bytes[0] & 0x20
        for (index, letter) in [UInt8(ascii: "h"), UInt8(ascii: "t"), UInt8(ascii: "t"), UInt8(ascii: "p")].enumerated()
        {
            guard bytes[index] == letter & ~0x20 | caseBit else { return nil }
        }
        let isSecure = bytes[4] == UInt8(ascii: "s") & ~0x20 | caseBit
        let colon = isSecure ? 5 : 4
        guard bytes[colon] == UInt8(ascii: ":"), bytes[colon + 1] == UInt8(ascii: "/"),
            bytes[colon + 2] == UInt8(ascii: "/")
        else { return nil }
        return colon + 3
    }
}
