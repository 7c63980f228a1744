/// One of the four tables of a Modbus device (Modbus Application Protocol V1.1b3, section 4.3).
package enum RegisterTable: String, Sendable, Hashable, Codable, CaseIterable {
    /// Words that can be written.
    case holding
    /// Words that can only be read.
    case input
    /// Bits that can be written.
    case coil
    /// Bits that can only be read.
    case discrete

    /// Whether an entry is one bit; otherwise it is a word of 16.
    package var holdsBits: Bool { self == .coil || self == .discrete }

    /// Whether entries can be written.
    package var isWritable: Bool { self == .holding || self == .coil }

    /// The most entries one request may read: what fits a PDU of 253 bytes.
    package var mostPerRead: Int { holdsBits ? 2_000 : 125 }

    /// The most entries one request may write; 0 for tables that can't be.
    package var mostPerWrite: Int {
        switch self {
        case .holding: 123
        case .coil: 1_968
        case .input, .discrete: 0
        }
    }
}
