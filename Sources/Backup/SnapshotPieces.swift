/// A backup's file as it is sent: pieces of at most `PlainFile.chunkBytes` and a little more, one after another. The
/// snapshot has to live as long.
package struct SnapshotPieces: ~Copyable {
    /// One entry of the file.
    struct Entry {
        enum Content {
            case bytes([UInt8])
            case file(String)
        }

        let header: TarHeader
        let content: Content
    }

    private var entries: ArraySlice<Entry>
    private var file: PlainFile?
    /// What is still to be read of `file`.
    private var rest: Int64 = 0
    /// What follows when `file` has been read.
    private var padding = 0
    private var isOver = false

    init(entries: [Entry]) {
        self.entries = entries[...]
    }

    /// The next piece; nil at the end. Reads the disk.
    /// - Throws: `storage` when the copy can't be read, `damaged` when it became shorter.
    package mutating func next() throws(BackupError) -> [UInt8]? {
        if rest > 0 { return try nextOfFile() }
        guard let entry = entries.popFirst() else {
            defer { isOver = true }
            return isOver ? nil : Self.zeros(2 * TarHeader.blockBytes)
        }
        switch entry.content {
        case .bytes(let bytes): return entry.header.block + bytes + Self.zeros(entry.header.padding)
        case .file(let path):
            file = try PlainFile(reading: path)
            rest = entry.header.bytes
            padding = entry.header.padding
            return entry.header.block
        }
    }

    private mutating func nextOfFile() throws(BackupError) -> [UInt8] {
        let bytes = try file?.read(Int(min(rest, Int64(PlainFile.chunkBytes)))) ?? []
        guard !bytes.isEmpty else { throw BackupError(.damaged, "A backup's copy became shorter while it was sent.") }
        rest -= Int64(bytes.count)
        guard rest == 0 else { return bytes }
        file = nil
        return bytes + Self.zeros(padding)
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}
