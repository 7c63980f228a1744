/// What a register holds, apart from how it lies on the wire.
package enum RegisterValue: Sendable, Hashable, CustomStringConvertible {
    /// Of a bit.
    case bit(Bool)
    /// Of an unsigned integer; signed types take it too where it fits.
    case unsigned(UInt64)
    /// Of a signed integer; unsigned types take it too where it fits.
    case signed(Int64)
    /// Of a float.
    case float(Float)
    /// Of a text, without its padding.
    case text(String)

    /// For a person.
    package var description: String {
        switch self {
        case .bit(let value): value ? "on" : "off"
        case .unsigned(let value): "\(value)"
        case .signed(let value): "\(value)"
        case .float(let value): "\(value)"
        case .text(let value): "“\(value)”"
        }
    }
}
