import Protocol

/// One JSON object of the configuration file, read member by member. Every complaint names the member by its whole
/// path, and members that nobody asked for are refused, so that a misspelt one is not silently its default.
struct ConfigurationReader {
    private let path: String
    private let members: [String: ConfigurationValue]
    private var unread: Set<String>

    init(_ value: ConfigurationValue, path: String) throws(CoordinatorError) {
        guard case .object(let members) = value else { throw Self.wrong(path, "must be an object") }
        self.path = path
        self.members = members
        unread = Set(members.keys)
    }

    static func wrong(_ path: String, _ what: String) -> CoordinatorError {
        CoordinatorError(.invalid, path.isEmpty ? "The whole file \(what)." : "\"\(path)\" \(what).")
    }

    func path(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    mutating func value(_ name: String) -> ConfigurationValue? {
        unread.remove(name)
        return members[name]
    }

    mutating func text(_ name: String) throws(CoordinatorError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .text(let text) = value, !text.isEmpty else { throw Self.wrong(path(of: name), "must be a text") }
        return text
    }

    mutating func requiredText(_ name: String) throws(CoordinatorError) -> String {
        guard let text = try text(name) else { throw Self.wrong(path(of: name), "is missing") }
        return text
    }

    mutating func number(_ name: String, in range: ClosedRange<Int64>) throws(CoordinatorError) -> Int64? {
        guard let value = value(name) else { return nil }
        guard case .number(let number) = value, range.contains(number) else {
            throw Self.wrong(path(of: name), "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    mutating func flag(_ name: String) throws(CoordinatorError) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .flag(let flag) = value else { throw Self.wrong(path(of: name), "must be true or false") }
        return flag
    }

    mutating func object(_ name: String) throws(CoordinatorError) -> ConfigurationReader? {
        guard let value = value(name) else { return nil }
        return try ConfigurationReader(value, path: path(of: name))
    }

    mutating func list(_ name: String) throws(CoordinatorError) -> [(path: String, value: ConfigurationValue)] {
        guard let value = value(name) else { return [] }
        guard case .list(let values) = value else { throw Self.wrong(path(of: name), "must be a list") }
        return values.enumerated().map { ("\(path(of: name))[\($0.offset)]", $0.element) }
    }

    /// The names of all members, for objects whose names are data.
    var names: [String] { members.keys.sorted() }

    /// Call it last.
    func finish() throws(CoordinatorError) {
        guard let name = unread.min() else { return }
        throw Self.wrong(path(of: name), "is not a setting; look for a typing error")
    }
}

/// Any JSON value of the configuration file.
enum ConfigurationValue: Decodable {
    case object([String: ConfigurationValue])
    case list([ConfigurationValue])
    case text(String)
    case number(Int64)
    case flag(Bool)
    case null

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int64.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([ConfigurationValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: ConfigurationValue].self))
        }
    }
}
