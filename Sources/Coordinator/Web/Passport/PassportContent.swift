import Passport

/// What the page of a passport shows: what everybody may see, and the history with its proofs.
struct PassportContent {
    /// One statement.
    struct Statement {
        let name: String
        let value: String
    }

    /// One entry of the log.
    struct Entry {
        let title: String
        let by: String?
        let time: String
        let proof: String?
        let isWaiting: Bool
    }

    let heading: String
    let kind: String
    let status: String
    let isActive: Bool
    let gtin: String
    let serial: String?
    let version: String
    let statements: [Statement]
    let hidden: String?
    let history: [Entry]
    let warning: String?
    let data: String

    /// - Parameters:
    ///   - leaves: what the log has of the product.
    ///   - events: what happened to it.
    ///   - standing: how it stands, after what happened to its lot and model too.
    init(
        _ view: PassportView,
        _ leaves: [LeafStanding],
        _ events: [ProductEvent],
        _ standing: LifeStanding,
        _ language: Language
    ) {
        let product = view.head.product
        let name = view.fields.first { $0.name == Self.nameElement }?.value.string
        heading = name ?? PassportPhrase.passport.text(language)
        kind = PassportPhrase(view.head.granularity).text(language)
        status = PassportPhrase(view.head.status).text(language)
        isActive = view.head.status == .active
        gtin = product.gtin?.description ?? ""
        serial = product.serial?.text
        version = PassportPhrase.version.text(
            language,
            ["number": String(view.version), "time": Self.minute(view.milliseconds)]
        )
        statements = view.fields.filter { $0.name != Self.nameElement }
            .map { Statement(name: Self.words(of: $0.name), value: Self.text(of: $0.value)) }
        hidden =
            view.hidden.isEmpty
            ? nil : PassportPhrase.hiddenStatements.text(language, ["count": String(view.hidden.count)])
        let happened = Dictionary(events.map { ($0.leaf, $0) }, uniquingKeysWith: { first, _ in first })
        history = leaves.map { standing in
            let event = happened[standing.leaf.sequence]
            return Entry(
                title: (event.map { PassportPhrase($0.kind) } ?? PassportPhrase(standing.leaf.kind)).text(language),
                by: event?.party.map { PassportPhrase.signedBy.text(language, ["party": $0]) },
                time: Self.minute(standing.leaf.milliseconds),
                proof: standing.isPublished ? standing.place.map { "/log/proof/\($0)" } : nil,
                isWaiting: !standing.isPublished
            )
        }
        warning = PassportPhrase(standing)?.text(language)
        data = "/v1/dppsByProductId/\(PercentEncoding.encode(product.canonical))"
    }

    private static let nameElement = "productName"

    /// `2026-11-28 10:15 UTC`.
    private static func minute(_ milliseconds: Int64) -> String {
        let text = UTCTime.text(milliseconds: milliseconds)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }

    /// `carbonFootprint` as `carbon footprint`.
    static func words(of name: String) -> String {
        var text = ""
        for character in name {
            if character.isUppercase, let last = text.last, last.isLowercase {
                text += " \(character.lowercased())"
            } else {
                text.append(character)
            }
        }
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// A value in a line: members of an object one after the other, in their order.
    static func text(of value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .boolean(let flag): flag ? "✓" : "✗"
        case .null: "–"
        case .array(let elements): elements.map(text).joined(separator: ", ")
        case .object(let members):
            members.map { "\(words(of: $0.name)): \(text(of: $0.value))" }.joined(separator: "; ")
        }
    }
}
