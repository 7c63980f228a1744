extension JSONSchema {
    /// What is wrong with a value, in words with the place of the fault; nil when it has the schema's form.
    /// - Parameters:
    ///   - place: where the value stands, as a JSON Pointer (RFC 6901); empty for the whole.
    ///   - schemas: what names stand for.
    package func fault(of value: JSONNode, at place: String = "", in schemas: [String: JSONSchema]) -> String? {
        let here = place.isEmpty ? "The body" : place
        switch (self, value) {
        case (.named(let name), _):
            return schemas[name]?.fault(of: value, at: place, in: schemas) ?? nil
        case (.nullable, .null), (.anyObject, .object), (.anyText, .text), (.boolean, .boolean):
            return nil
        case (.nullable(let schema), _):
            return schema.fault(of: value, at: place, in: schemas)
        case (.anyOf(let choices), _):
            let faults = choices.compactMap { $0.fault(of: value, at: place, in: schemas) }
            return faults.count == choices.count ? faults.last : nil
        case (.text(let form), .text(let text)):
            return form.accepts(text) ? nil : "\(here) must be \(form.words)."
        case (.integer(let range), .integer(let number)):
            return range.contains(number)
                ? nil : "\(here) must be a number from \(range.lowerBound) to \(range.upperBound)."
        case (.choice(let texts), .text(let text)):
            return texts.contains(text) ? nil : "\(here) must be one of: \(texts.joined(separator: ", "))."
        case (.list(let schema, let maximum), .list(let elements)):
            guard elements.count <= maximum else { return "\(here) has at most \(maximum) elements." }
            return elements.enumerated().lazy.compactMap { index, element in
                schema.fault(of: element, at: "\(place)/\(index)", in: schemas)
            }.first
        case (.map(let schema), .object(let members)):
            return members.sorted { $0.key < $1.key }.lazy.compactMap { name, member in
                schema.fault(of: member, at: "\(place)/\(name)", in: schemas)
            }.first
        case (.object(let members), .object(let values)):
            return Self.fault(of: values, members, at: place, in: schemas)
        default:
            return "\(here) must be \(kind)."
        }
    }

    private static func fault(
        of values: [String: JSONNode],
        _ members: [Member],
        at place: String,
        in schemas: [String: JSONSchema]
    ) -> String? {
        let known = Set(members.map(\.name))
        if let other = values.keys.filter({ !known.contains($0) }).min() {
            let names = members.map(\.name).joined(separator: ", ")
            return "There is no member \(place)/\(other.prefix(60)); there are: \(names)."
        }
        for member in members {
            guard let value = values[member.name] else {
                if member.isRequired { return "\(place)/\(member.name) is missing: \(member.about)" }
                continue
            }
            if let fault = member.schema.fault(of: value, at: "\(place)/\(member.name)", in: schemas) { return fault }
        }
        return nil
    }

    private var kind: String {
        switch self {
        case .text, .anyText: "a text"
        case .choice(let texts): "one of: \(texts.joined(separator: ", "))"
        case .integer: "a whole number"
        case .boolean: "true or false"
        case .list: "an array"
        case .object, .map, .anyObject: "an object"
        case .anyOf, .nullable, .named: "of another form"
        }
    }
}

extension TextForm {
    /// The form in words, after "must be".
    var words: String {
        switch self {
        case .line(let length):
            "a text of \(length.lowerBound) to \(length.upperBound) characters without control characters"
        case .identifier: "an id of 32 hex digits"
        case .slug(let limit): "a name of a-z, 0-9 and hyphens, at most \(limit)"
        case .lane: "a lane's id, at most 48 visible characters without a slash"
        case .machine: "a machine's id, name::fingerprint"
        case .amount: "a text of minor units above 0: \"150\" is 1.50"
        case .balance: "a text of minor units"
        case .gtin: "a GTIN of 8, 12, 13 or 14 digits"
        case .digest: "64 hex digits"
        case .cursor: "a cursor that this coordinator gave"
        case .visible(let length): "\(length.lowerBound) to \(length.upperBound) visible ASCII characters"
        case .digits(let length): "\(length.lowerBound) to \(length.upperBound) digits"
        case .traceparent: "a W3C trace context"
        case .url: "an http or https URL of at most 500 characters"
        }
    }
}
