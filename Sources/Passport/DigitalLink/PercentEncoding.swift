/// Percent-encoding of a value in a path or a query (RFC 3986 section 2.1): all but unreserved characters, with
/// upper-case digits.
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Letters, digits and `-._~`.
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// Writes a value. With `isPlain` more characters can be left as they are, or fewer.
    static func append(
        _ value: ArraySlice<UInt8>,
        to out: inout [UInt8],
        leaving isPlain: (UInt8) -> Bool = isUnreserved
    ) {
        for byte in value {
            if isPlain(byte) {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }

    /// The text behind percent-encoding, in which a plus stands for a space as in a query; nil when an escape is broken
    /// or the bytes are not UTF-8.
    static func text(of encoded: some Sequence<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var digits = encoded.makeIterator()
        while let byte = digits.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            guard let high = digits.next().map(hexValue), let low = digits.next().map(hexValue), high < 16, low < 16
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The value of a hexadecimal digit of either case; 16 for other bytes.
    @inline(__always)
    static func hexValue(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: byte &- 0x30
        case 0x41...0x46: byte &- 0x37
        case 0x61...0x66: byte &- 0x57
        default: 16
        }
    }
}
