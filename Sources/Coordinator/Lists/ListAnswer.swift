package import Hummingbird

/// A page in JSON: the rows under the list's name, and `next` unless this is the last page.
struct ListAnswer<Item: Encodable & Sendable>: Encodable {
    let name: String
    let page: ListPage<Item>

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        try container.encode(page.items, forKey: Name(stringValue: name))
        try container.encodeIfPresent(page.next, forKey: Name(stringValue: "next"))
    }
}

extension Response {
    /// A page of a list: `{"<name>": [...], "next": "..."}`.
    package static func page<Item: Encodable & Sendable>(_ name: String, _ page: ListPage<Item>) throws -> Response {
        try json(ListAnswer(name: name, page: page))
    }
}
