/// A JSON value whose numbers stay the text that was received, because amounts of money must not become `Double`.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The characters of the number as received, e.g. `0.30000000`.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The member `key`; nil when this is no object or has none.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The text of a string.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The text of a number.
    var numberText: String? {
        guard case .number(let text) = self else { return nil }
        return text
    }

    /// A number written without point or exponent that fits.
    var integer: Int? {
        numberText.flatMap { Int($0) }
    }

    /// True or false.
    var boolean: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements of an array.
    var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members of an object.
    var members: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}
