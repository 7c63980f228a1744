import Protocol

/// A hash of everything that happened, and its last lines for whoever looks for a cause.
struct TraceHash {
    /// How many lines are kept.
    private static let keptLines = 400

    /// Whoever listens to each line as it comes.
    var listener: (@Sendable (String) -> Void)?
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325
    /// The last lines.
    private(set) var lines: [String] = []

    /// Adds a line. FNV-1a, 64 bits (Fowler, Noll, Vo).
    mutating func add(_ line: String) {
        for byte in line.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        listener?(line)
        lines.append(line)
        if lines.count > 2 * Self.keptLines { lines.removeFirst(Self.keptLines) }
    }

    /// The hash, 16 hex digits.
    var text: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
