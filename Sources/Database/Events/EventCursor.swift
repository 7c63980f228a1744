/// Where a reader of an event log goes on: an opaque text made of the engine's own position (one number in SQLite, a
/// transaction and a sequence number in PostgreSQL). Readers keep it and give it back, and never look inside.
package enum EventCursor {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let mostParts = 4

    /// The cursor of a position of one number.
    package static func encode(_ position: Int64) -> String { encode(parts: [position]) }

    /// The number of a cursor. nil when it is not one of `encode(_:)`.
    package static func decode(_ cursor: String) -> Int64? { decode(cursor, parts: 1)?.first }

    /// The cursor of a position of several numbers, 4 at most.
    package static func encode(parts: [Int64]) -> String {
        precondition((1...mostParts).contains(parts.count), "a position has one to four numbers")
        var bytes = [UInt8(parts.count)]
        for part in parts {
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: part >> shift)) }
        }
        return base64URL(bytes)
    }

    /// The numbers of a cursor. nil when it is not one of `encode(parts:)` with so many.
    package static func decode(_ cursor: String, parts count: Int) -> [Int64]? {
        guard (1...mostParts).contains(count), let bytes = bytes(cursor, atMost: 1 + 8 * mostParts),
            bytes.count == 1 + 8 * count, bytes.first == UInt8(count)
        else { return nil }
        let parts = (0..<count).map { part in
            bytes[(1 + 8 * part)..<(9 + 8 * part)].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        }
        // One position has one cursor: spare bits and other spellings are refused.
        return encode(parts: parts) == cursor ? parts : nil
    }

    /// RFC 4648 section 5, without padding.
    private static func base64URL(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for index in 0...group.count { text.append(alphabet[Int(bits >> UInt32(18 - 6 * index) & 0x3F)]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func bytes(_ text: String, atMost limit: Int) -> [UInt8]? {
        guard text.utf8.count <= limit * 4 / 3 + 1 else { return nil }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            guard let digit = alphabet.firstIndex(of: character) else { return nil }
            bits = (bits << 6 | UInt32(digit)) & 0xFFFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
