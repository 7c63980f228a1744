/// What the registers at an address mean.
package enum RegisterType: Sendable, Hashable {
    /// One bit, of a coil or a discrete input.
    case bit
    /// 0 to 65,535.
    case uint16
    /// -32,768 to 32,767, two's complement.
    case int16
    /// 0 to 4,294,967,295 in two registers.
    case uint32
    /// Two's complement in two registers.
    case int32
    /// Up to 2^64 - 1 in four registers.
    case uint64
    /// IEEE 754 single precision in two registers. Never for serials: it keeps 24 bits.
    case float32
    /// Printable ASCII of fixed length.
    case text(TextLayout)

    /// How many entries of the table it takes.
    package var width: Int {
        switch self {
        case .bit, .uint16, .int16: 1
        case .uint32, .int32, .float32: 2
        case .uint64: 4
        case .text(let layout): layout.words
        }
    }

    /// For a person.
    package var name: String {
        switch self {
        case .bit: "bit"
        case .uint16: "uint16"
        case .int16: "int16"
        case .uint32: "uint32"
        case .int32: "int32"
        case .uint64: "uint64"
        case .float32: "float32"
        case .text(let layout): "text of \(layout.characters) characters"
        }
    }
}
