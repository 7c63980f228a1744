extension JSONSchema {
    /// The schema as the description writes it.
    /// - Parameter closed: whether objects say that they have no other members: those of requests do; whoever reads
    ///   answers has to ignore members that a later version adds.
    package func node(closed: Bool) -> JSONNode {
        switch self {
        case .text(let form): Self.node(of: form)
        case .anyText: ["type": "string"]
        case .integer(let range):
            Self.object(["type": "integer", "format": "int64"])
                .adding("minimum", range.lowerBound == .min ? nil : .integer(range.lowerBound))
                .adding("maximum", range.upperBound == .max ? nil : .integer(range.upperBound))
        case .boolean: ["type": "boolean"]
        case .choice(let texts): ["type": "string", "enum": .list(texts.map { .text($0) })]
        case .list(let element, let maximum):
            ["type": "array", "items": element.node(closed: closed), "maxItems": .integer(Int64(maximum))]
        case .object(let members): Self.node(of: members, closed: closed)
        case .map(let value): ["type": "object", "additionalProperties": value.node(closed: closed)]
        case .anyObject: ["type": "object"]
        case .anyOf(let schemas): ["anyOf": .list(schemas.map { $0.node(closed: closed) })]
        case .nullable(let schema): ["anyOf": [schema.node(closed: closed), ["type": "null"]]]
        case .named(let name): ["$ref": .text("#/components/schemas/\(name)")]
        }
    }

    private static func object(_ members: [String: JSONNode]) -> JSONNode { .object(members) }

    private static func node(of form: TextForm) -> JSONNode {
        let node: JSONNode = ["type": "string"]
        return
            node
            .adding("pattern", form.pattern.map { .text($0) })
            .adding("minLength", form.length.map { .integer(Int64($0.lowerBound)) })
            .adding("maxLength", form.length.map { .integer(Int64($0.upperBound)) })
    }

    private static func node(of members: [Member], closed: Bool) -> JSONNode {
        var properties: [String: JSONNode] = [:]
        for member in members {
            properties[member.name] = member.schema.node(closed: closed).adding("description", .text(member.about))
        }
        let required = members.filter(\.isRequired).map { JSONNode.text($0.name) }
        let node: JSONNode = ["type": "object", "properties": .object(properties)]
        return
            node
            .adding("required", required.isEmpty ? nil : .list(required))
            .adding("additionalProperties", closed ? .boolean(false) : nil)
    }
}

extension JSONNode {
    /// The object with one more member, unless there is no value for it.
    func adding(_ name: String, _ value: JSONNode?) -> JSONNode {
        guard let value, case .object(var members) = self else { return self }
        members[name] = value
        return .object(members)
    }
}
