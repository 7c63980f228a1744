import Synchronization

/// Bytes that are handed out a piece at a time.
final class Pieces: Sendable {
    private let bytes: [UInt8]
    private let start: Int
    private let piece: Int
    private let shown: @Sendable (Int64) -> Void
    private let at: Mutex<Int>

    /// - Parameters:
    ///   - start: where to begin.
    ///   - piece: bytes of a piece.
    ///   - shown: called with how many were handed out.
    init(bytes: [UInt8], from start: Int, piece: Int, shown: @escaping @Sendable (Int64) -> Void) {
        self.bytes = bytes
        self.start = start
        self.piece = piece
        self.shown = shown
        at = Mutex(start)
    }

    /// The next piece; nil at the end.
    func next() -> [UInt8]? {
        let (from, to) = at.withLock { at in
            let from = at
            at = min(bytes.count, at + piece)
            return (from, at)
        }
        shown(Int64(from - start))
        return from < to ? Array(bytes[from..<to]) : nil
    }
}
