/// JSON of what is signed: objects, arrays, strings, whole numbers, true, false and null. There are no fractions, so
/// that a number has one text in every program.
package enum JSONValue: Sendable {
    case object([Member])
    case array([JSONValue])
    case string(String)
    case integer(Int64)
    case boolean(Bool)
    case null

    /// A name with its value. Names are told apart by their bytes: Swift takes two spellings of é as one.
    package struct Member: Sendable {
        /// The name.
        package var name: String
        /// The value.
        package var value: JSONValue

        /// Takes both.
        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The largest whole number of which every JSON reader keeps all digits: 2^53 - 1 (RFC 7493 section 2.2).
    package static let largestInteger: Int64 = 9_007_199_254_740_991

    /// The members; nil when it is no object.
    package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    /// The elements; nil when it is no array.
    package var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    /// The string; nil when it is none.
    package var string: String? { if case .string(let string) = self { string } else { nil } }
    /// The number; nil when it is none.
    package var integer: Int64? { if case .integer(let integer) = self { integer } else { nil } }

    /// A member's value; nil when there is none, or this is no object. Setting nil removes it.
    package subscript(_ name: String) -> JSONValue? {
        get { members?.first { $0.name.utf8.elementsEqual(name.utf8) }?.value }
        set {
            guard case .object(var members) = self else { return }
            let place = members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(name, value))
            case (nil, nil): break
            }
            self = .object(members)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object with these members.
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements.map { Member($0, $1) }) }
}

/// Values are equal when their canonical bytes are; whatever has none is equal to nothing.
extension JSONValue: Equatable {
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        guard let bytes = try? left.canonical(), let others = try? right.canonical() else { return false }
        return bytes == others
    }
}
