/// Writes symbols as PNG of one bit per pixel (w3.org/TR/png), uncompressed, so that the bytes are the same wherever
/// they are made.
enum MonochromePNG {
    /// The file.
    /// - Parameter scale: pixels of one side of a module.
    static func write(_ symbol: CarrierSymbol, scale: Int) -> [UInt8] {
        let pixels = symbol.side * scale
        var header = bigEndian(UInt32(pixels)) + bigEndian(UInt32(pixels))
        // One bit per pixel, greyscale, and the only compression, filter set and order there are.
        header += [1, 0, 0, 0, 0]
        var rows: [UInt8] = []
        for row in 0..<symbol.side {
            let line = [0] + packed(row, of: symbol, scale: scale)
            for _ in 0..<scale { rows += line }
        }
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        return signature + chunk("IHDR", header) + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    /// One row of pixels; a bit that is set is light.
    private static func packed(_ row: Int, of symbol: CarrierSymbol, scale: Int) -> [UInt8] {
        var line = [UInt8](repeating: 0, count: (symbol.side * scale + 7) / 8)
        for column in 0..<symbol.side where !symbol.isDark(row, column) {
            for pixel in column * scale..<(column + 1) * scale { line[pixel / 8] |= 0x80 >> UInt8(pixel % 8) }
        }
        return line
    }

    /// A zlib stream of blocks that are not compressed (RFC 1950, RFC 1951 section 3.2.4).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let count = min(65_535, bytes.count - start)
            let length = UInt16(count)
            out.append(start + count == bytes.count ? 1 : 0)
            out += [UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)]
            out += bytes[start..<start + count]
            start += count
        } while start < bytes.count
        return out + bigEndian(adler32(bytes))
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let content = Array(type.utf8) + data
        return bigEndian(UInt32(data.count)) + content + bigEndian(crc32(content))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * $0)) }
    }

    /// RFC 1950 section 8.2.
    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }

    /// The polynomial of w3.org/TR/png section 5.5.
    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var remainder: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
        }
        return ~remainder
    }
}
