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
    /// What was signed, when the event keeps it: shown to whoever asks.
    let proof: String?

    /// Members that the title, the link or the proof says already.
    private static let said: Set<String> = ["by", "entry", "quote", "takenAt"]

    init(_ event: EventSearch.Found, now: Moment) {
        at = PageTime(event.at, now: now)
        let data = Self.members(event.data)
        title = EventWords.title(event.kind, data)
        kind = event.kind
        subject = event.subject
        subjectPath = EventWords.path(event.kind, event.subject)
        by = data["by"]
        facts = data.filter { !Self.said.contains($0.key) && !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { Fact(name: $0.key, value: Self.words($0.key, $0.value)) }
        proof = data["quote"].map(Self.claims)
    }

    /// The states of a sale in the words of its page.
    private static func words(_ name: String, _ value: String) -> String {
        switch name {
        case "goods": GoodsState(rawValue: value).map(SaleWords.goods) ?? value
        case "money": MoneyState(rawValue: value).map(SaleWords.money) ?? value
        default: value
        }
    }

    /// What a signed envelope says (RFC 7515 section 3.1: the part between the points); all of it when it is none.
    static func claims(of envelope: String) -> String {
        let parts = envelope.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64URL.decode(parts[1].utf8) else { return envelope }
        return String(validating: bytes, as: UTF8.self) ?? envelope
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
