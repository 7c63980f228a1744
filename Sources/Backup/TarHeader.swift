/// The header of one entry of a tar file in the ustar format (POSIX.1-2017, pax), as far as backups need it: plain
/// files, readable by their owner only. Any tar can list and unpack a backup.
struct TarHeader: Hashable, Sendable {
    /// Headers and contents are made of blocks of so many bytes.
    static let blockBytes = 512
    /// The longest name, in bytes.
    static let maximumName = 100

    /// The entry's path.
    var name: String
    /// How long its content is.
    var bytes: Int64
    /// When it was last changed, seconds since 1970.
    var seconds: Int64

    /// The zeros after the content that fill its last block.
    var padding: Int { Int((Int64(Self.blockBytes) - bytes % Int64(Self.blockBytes)) % Int64(Self.blockBytes)) }

    /// The header's block.
    var block: [UInt8] {
        precondition(name.utf8.count <= Self.maximumName && bytes >= 0, "a backup's entries have short names")
        var block = [UInt8](repeating: 0, count: Self.blockBytes)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        put(name, at: 0)
        put("0000600\u{0}0000000\u{0}0000000\u{0}", at: 100)
        put(Self.octal(bytes, digits: 11) ?? "", at: 124)
        if Self.octal(bytes, digits: 11) == nil { Self.binary(bytes, into: &block, at: 124) }
        put(Self.octal(max(0, seconds), digits: 11) ?? "00000000000", at: 136)
        put("        0", at: 148)
        put("ustar\u{0}00", at: 257)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put("\(Self.octal(sum, digits: 6) ?? "")\u{0} ", at: 148)
        return block
    }

    /// Makes a header.
    init(name: String, bytes: Int64, seconds: Int64) {
        self.name = name
        self.bytes = bytes
        self.seconds = seconds
    }

    /// Reads a block; nil for the zeros that end a file.
    /// - Throws: `notABackup` when it is no header of a plain file.
    init?(block: [UInt8]) throws(BackupError) {
        guard block.contains(where: { $0 != 0 }) else { return nil }
        let bad = BackupError(.notABackup, "The file is no tar file of plain files; is it a backup?")
        guard block.count == Self.blockBytes, Array(block[257..<262]) == Array("ustar".utf8),
            block[156] == UInt8(ascii: "0")
        else { throw bad }
        let sum = block.enumerated().reduce(Int64(0)) { sum, byte in
            sum + ((148..<156).contains(byte.offset) ? 32 : Int64(byte.element))
        }
        guard let stated = Self.number(block[148..<156]), stated == sum, let bytes = Self.number(block[124..<136]),
            let seconds = Self.number(block[136..<148])
        else { throw bad }
        name = String(decoding: block[0..<Self.maximumName].prefix { $0 != 0 }, as: UTF8.self)
        self.bytes = bytes
        self.seconds = seconds
    }

    private static func octal(_ value: Int64, digits: Int) -> String? {
        let text = String(value, radix: 8)
        return text.utf8.count <= digits ? String(repeating: "0", count: digits - text.utf8.count) + text : nil
    }

    /// Sizes that eleven octal digits can't say, as GNU tar writes them: the first bit set, then big-endian.
    private static func binary(_ value: Int64, into block: inout [UInt8], at offset: Int) {
        block[offset] = 0x80
        for index in 0..<8 { block[offset + 11 - index] = UInt8(truncatingIfNeeded: value >> Int64(8 * index)) }
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        if field.first == 0x80 {
            let value = field.dropFirst(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return field.dropFirst().prefix(3).allSatisfy { $0 == 0 } ? Int64(exactly: value) : nil
        }
        let digits = field.drop { $0 == 32 }.prefix { $0 != 0 && $0 != 32 }
        return Int64(String(decoding: digits, as: UTF8.self), radix: 8).flatMap { $0 >= 0 ? $0 : nil }
    }
}
