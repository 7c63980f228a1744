/// Any JSON, read by name.
enum JSONValue: Decodable, Sendable, Equatable {
    case object([String: JSONValue])
    case array([JSONValue])
    case text(String)
    case integer(Int64)
    case boolean(Bool)
    case null

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    subscript(name: String) -> JSONValue {
        guard case .object(let members) = self else { return .null }
        return members[name] ?? .null
    }

    var text: String {
        switch self {
        case .text(let value): value
        case .integer(let value): String(value)
        case .boolean(let value): String(value)
        default: ""
        }
    }

    var integer: Int64 { if case .integer(let value) = self { value } else { -1 } }

    var list: [JSONValue] { if case .array(let values) = self { values } else { [] } }
}
