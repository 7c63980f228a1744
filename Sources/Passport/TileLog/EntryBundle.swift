/// The file of up to 256 consecutive entries: each after its length in two bytes, the high one first (C2SP tlog-tiles:
/// Log entries).
package enum EntryBundle {
    /// Longest entry, in bytes.
    package static let maximumEntryBytes = 65_535

    /// Writes entries.
    /// - Throws: `tooLong` when one does not fit, or there are more than 256.
    package static func encode(_ entries: [[UInt8]]) throws(PassportError) -> [UInt8] {
        guard entries.count <= TileCoordinate.fullWidth else {
            throw PassportError(
                .tooLong,
                "A bundle has at most \(TileCoordinate.fullWidth) entries, not \(entries.count)."
            )
        }
        var bytes: [UInt8] = []
        for (index, entry) in entries.enumerated() {
            guard entry.count <= maximumEntryBytes else {
                throw PassportError(
                    .tooLong,
                    "An entry of the log has at most \(maximumEntryBytes) bytes, not \(entry.count); log its hash.",
                    at: index
                )
            }
            bytes += [UInt8(entry.count >> 8), UInt8(entry.count & 255)] + entry
        }
        return bytes
    }

    /// Reads entries.
    /// - Throws: `malformed` when the bytes end within one, or there are more than 256.
    package static func decode(_ bytes: [UInt8]) throws(PassportError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var position = 0
        while position < bytes.count {
            guard position + 2 <= bytes.count else {
                throw PassportError(.malformed, "The bundle ends within the length of an entry.", at: position)
            }
            let end = position + 2 + (Int(bytes[position]) << 8 | Int(bytes[position + 1]))
            guard end <= bytes.count, entries.count < TileCoordinate.fullWidth else {
                throw PassportError(.malformed, "The bundle ends within an entry, or has too many.", at: position)
            }
            entries.append(Array(bytes[position + 2..<end]))
            position = end
        }
        return entries
    }
}
