/// How the bytes of a number lie in its registers. The letters are the bytes of a 32-bit number from the highest, A, to
/// the lowest, D, in the order of the wire. Devices differ and few manuals say it: check with a known constant.
package enum ByteOrder: String, Sendable, Hashable, Codable, CaseIterable {
    /// The high word first, the high byte first in it: the order of the standard.
    case abcd = "ABCD"
    /// The low word first, the high byte first in each.
    case cdab = "CDAB"
    /// The high word first, the low byte first in each.
    case badc = "BADC"
    /// The low byte of all first.
    case dcba = "DCBA"

    /// Whether the low word comes first; says nothing about a single word.
    package var swapsWords: Bool { self == .cdab || self == .dcba }

    /// Whether the low byte comes first in each word.
    package var swapsBytes: Bool { self == .badc || self == .dcba }

    /// Words from the highest to the lowest into the order of the wire. It is its own inverse.
    package func arranged(_ words: [UInt16]) -> [UInt16] {
        let ordered = swapsWords ? words.reversed() : words
        return swapsBytes ? ordered.map(\.byteSwapped) : ordered
    }
}
