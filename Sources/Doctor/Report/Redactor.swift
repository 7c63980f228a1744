/// Takes secrets out of texts: those of this machine, which it is told, and whatever looks like one.
package struct Redactor: Sendable {
    /// What stands where a secret was.
    package static let mark = "[redacted]"
    /// Shorter texts are no secrets, and taking them out would make the rest unreadable.
    private static let leastSecretBytes = 8

    /// What a secret of this kind begins with; it goes on to the next character that none has.
    private static let beginnings = ["mme1.", "Bearer ", "bearer ", "eyJ"]

    private let secrets: [String]

    /// A redactor that knows these secrets.
    package init(secrets: [String]) {
        // The longest first, so that one that is a part of another leaves no rest of it.
        self.secrets = secrets.filter { $0.utf8.count >= Self.leastSecretBytes }
            .sorted { $0.utf8.count > $1.utf8.count }
    }

    /// The text without secrets.
    package func redacted(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for secret in secrets { bytes = Self.replaced(Array(secret.utf8), in: bytes) { _ in 0 } }
        for beginning in Self.beginnings {
            bytes = Self.replaced(Array(beginning.utf8), in: bytes) { rest in rest.prefix(while: Self.isOfSecret).count
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Puts the mark in the place of every occurrence, and of as many bytes after it as `more` says.
    private static func replaced(_ secret: [UInt8], in bytes: [UInt8], more: (ArraySlice<UInt8>) -> Int) -> [UInt8] {
        guard let first = secret.first, bytes.count >= secret.count else { return bytes }
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == first, bytes[place...].starts(with: secret) {
                result += mark.utf8
                place += secret.count
                place += more(bytes[place...])
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return result
    }

    /// Letters, digits, and what base64, its variant for addresses, and joined parts have besides.
    private static func isOfSecret(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || [
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "/"),
                UInt8(ascii: "="), UInt8(ascii: "~"),
            ].contains(byte)
    }
}
