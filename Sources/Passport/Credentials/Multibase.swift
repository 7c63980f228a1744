package import Protocol

/// Bytes as text in base 58 of Bitcoin with a `z` before them (W3C Controlled Identifiers section 2.4).
package enum Multibase {
    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    /// Longest text, in characters; its time grows with the square.
    private static let maximumCharacters = 512
    /// What an Ed25519 public key begins with (W3C Controlled Identifiers section 2.2.2).
    private static let keyPrefix: [UInt8] = [0xED, 0x01]

    /// The text of bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        for byte in bytes {
            var carry = Int(byte)
            for place in digits.indices {
                carry += Int(digits[place]) << 8
                digits[place] = UInt8(carry % 58)
                carry /= 58
            }
            while carry > 0 {
                digits.append(UInt8(carry % 58))
                carry /= 58
            }
        }
        let zeros = bytes.prefix { $0 == 0 }.map { _ in alphabet[0] }
        return "z" + String(decoding: zeros + digits.reversed().map { alphabet[Int($0)] }, as: UTF8.self)
    }

    /// The bytes of a text; nil when it is none of these, or is longer than anything that is signed.
    package static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.first == UInt8(ascii: "z"), text.utf8.count <= maximumCharacters else { return nil }
        let characters = text.utf8.dropFirst()
        var bytes: [UInt8] = []
        for character in characters {
            guard let digit = alphabet.firstIndex(of: character) else { return nil }
            var carry = digit
            for place in bytes.indices {
                carry += Int(bytes[place]) * 58
                bytes[place] = UInt8(carry & 255)
                carry >>= 8
            }
            while carry > 0 {
                bytes.append(UInt8(carry & 255))
                carry >>= 8
            }
        }
        let zeros = characters.prefix { $0 == alphabet[0] }.map { _ in UInt8(0) }
        return zeros + bytes.reversed()
    }

    /// A public key as a Multikey: `z6Mk…`.
    package static func encode(_ key: VerifyingKey) -> String { encode(keyPrefix + key.rawRepresentation) }

    /// The public key of a Multikey; nil when it is none of Ed25519.
    package static func key(_ text: String) -> VerifyingKey? {
        guard let bytes = decode(text), bytes.starts(with: keyPrefix) else { return nil }
        return try? VerifyingKey(rawRepresentation: Array(bytes.dropFirst(2)))
    }
}
