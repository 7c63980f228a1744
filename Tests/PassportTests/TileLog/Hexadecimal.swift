import Protocol

/// Bytes of vectors.
enum Hexadecimal {
    static func bytes(_ text: String) -> [UInt8]? { Hex.decode(text) }
}
