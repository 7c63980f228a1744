import Protocol

extension StringProtocol {
    /// The text behind percent encoding (RFC 3986 section 2.1); nil when an escape is broken or the bytes are not
    /// UTF-8.
    package func removingURLPercentEncoding() -> String? {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let decoded = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self))?.first
            else {
                return nil
            }
            bytes.append(decoded)
            rest.removeFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
