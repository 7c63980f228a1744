/// Cuts a stream of bytes into its lines.
struct LineSplitter {
    private var rest: [UInt8] = []

    /// More than any event has; a line without end must not fill the memory.
    private static let longestLine = 1 << 20

    /// The lines that are complete with these bytes, without their line feeds.
    /// - Throws: `CommandError` when a line does not end.
    mutating func lines(adding bytes: [UInt8]) throws -> [[UInt8]] {
        rest += bytes
        let pieces = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        rest = pieces.last ?? []
        guard rest.count <= Self.longestLine else {
            throw CommandError(
                "The coordinator sent a line of more than \(Self.longestLine) bytes; use the programs of one release.",
                status: .protocolBroken
            )
        }
        return Array(pieces.dropLast())
    }
}
