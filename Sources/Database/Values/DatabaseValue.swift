/// One value of a column or a parameter. There is no floating point: amounts and times are integers here.
package enum DatabaseValue: Hashable, Sendable {
    /// SQL NULL.
    case null
    /// A 64-bit signed integer.
    case integer(Int64)
    /// UTF-8 text.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// An integer, or NULL for nil.
    package static func integer(_ value: Int64?) -> DatabaseValue { value.map { .integer($0) } ?? .null }
    /// Text, or NULL for nil.
    package static func text(_ value: String?) -> DatabaseValue { value.map { .text($0) } ?? .null }
    /// Bytes, or NULL for nil.
    package static func blob(_ value: [UInt8]?) -> DatabaseValue { value.map { .blob($0) } ?? .null }
    /// 1 or 0.
    package static func boolean(_ value: Bool) -> DatabaseValue { .integer(Int64(value ? 1 : 0)) }
}
