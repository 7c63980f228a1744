/// A set of ASCII characters, one bit for each.
struct CharacterBits: Sendable {
    /// Characters 0 to 63.
    let low: UInt64
    /// Characters 64 to 127.
    let high: UInt64

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        byte < 128 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
    }
}
