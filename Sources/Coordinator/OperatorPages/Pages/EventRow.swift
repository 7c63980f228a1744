import Protocol

/// An event as pages show it.
struct EventRow: Sendable {
    /// A member of the event's data.
    struct Fact: Sendable {
        let name: String
        let value: String
    }

    let at: PageTime
    let title: String
    let kind: String
    let subject: String
    let subjectPath: String?
    let by: String?
    let facts: [Fact]

    init(_ event: EventSearch.Found, now: Moment) {
        at = PageTime(event.at, now: now)
        let data = Self.members(event.data)
        title = EventWords.title(event.kind, data)
        kind = event.kind
        subject = event.subject
        subjectPath = EventWords.path(event.kind, event.subject)
        by = data["by"]
        facts = data.filter { $0.key != "by" && !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { Fact(name: $0.key, value: $0.value) }
    }

    /// The texts of a JSON object; a member that is not text is left as JSON.
    static func members(_ json: String) -> [String: String] {
        if let flat = try? StrictJSON.decode([String: String].self, from: Array(json.utf8)) { return flat }
        guard let loose = try? StrictJSON.decode(LooseTexts.self, from: Array(json.utf8)) else { return ["data": json] }
        return loose.members
    }

    /// The members of an object that are texts.
    private struct LooseTexts: Decodable {
        let members: [String: String]

        private struct Name: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }

            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Name.self)
            var members: [String: String] = [:]
            for key in container.allKeys { members[key.stringValue] = try? container.decode(String.self, forKey: key) }
            self.members = members
        }
    }
}
