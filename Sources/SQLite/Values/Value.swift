/// One value of a column or a parameter. There is no floating-point case: amounts and times are integers here.
package enum Value: Hashable, Sendable {
    /// SQL NULL.
    case null
    /// A 64-bit signed integer.
    case integer(Int64)
    /// UTF-8 text.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// An integer, or NULL for nil.
    package static func integer(_ value: Int64?) -> Value { value.map { .integer($0) } ?? .null }
    /// Text, or NULL for nil.
    package static func text(_ value: String?) -> Value { value.map { .text($0) } ?? .null }
    /// Bytes, or NULL for nil.
    package static func blob(_ value: [UInt8]?) -> Value { value.map { .blob($0) } ?? .null }
    /// A count or index of Swift's own width.
    package static func integer(_ value: Int) -> Value { .integer(Int64(value)) }
    /// 1 or 0.
    package static func boolean(_ value: Bool) -> Value { .integer(Int64(value ? 1 : 0)) }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(booleanLiteral value: Bool) { self = .integer(Int64(value ? 1 : 0)) }
    package init(arrayLiteral elements: UInt8...) { self = .blob(elements) }
}
