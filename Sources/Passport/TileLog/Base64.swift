import FoundationEssentials

/// Base64 with padding (RFC 4648 section 4), one text for one value.
enum Base64 {
    /// The text of bytes.
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// The bytes of a text; nil when an encoder would write them in another way.
    static func decode(_ text: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
        return Array(data)
    }
}
