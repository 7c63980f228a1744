/// Any JSON that goes to or comes from the browser's driver, and what scripts in a page return.
package enum WebDriverValue: Codable, Sendable, Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case array([WebDriverValue])
    case object([String: WebDriverValue])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([WebDriverValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: WebDriverValue].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    /// A member of an object; null when there is none.
    package subscript(name: String) -> WebDriverValue {
        guard case .object(let members) = self else { return .null }
        return members[name] ?? .null
    }

    /// The text, nil when it is none.
    package var text: String? { if case .text(let value) = self { value } else { nil } }

    /// The number, nil when it is none.
    package var number: Double? { if case .number(let value) = self { value } else { nil } }

    /// The truth value, nil when it is none.
    package var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }

    /// The elements; empty when it is no array.
    package var array: [WebDriverValue] { if case .array(let values) = self { values } else { [] } }
}

extension WebDriverValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
    package init(integerLiteral value: Int) { self = .number(Double(value)) }
    package init(arrayLiteral elements: WebDriverValue...) { self = .array(elements) }

    /// An object of these members; of two with one name the later.
    package init(dictionaryLiteral elements: (String, WebDriverValue)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { _, later in later }))
    }
}
