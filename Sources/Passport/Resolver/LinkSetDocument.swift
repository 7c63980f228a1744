/// Writes sets of links as JSON (RFC 9264 section 4.2, with the members of GS1's link set schema).
package enum LinkSetDocument {
    /// What JSON-LD readers make linked data of it with.
    package static let context = "https://ref.gs1.org/standards/resolver/linkset-context"

    /// The document.
    /// - Parameter root: what stands before the anchors.
    /// - Throws: never, for sets that were checked.
    package static func write(_ sets: [LinkSet], root: String) throws(PassportError) -> [UInt8] {
        try JSONValue.object([JSONValue.Member("linkset", .array(sets.map { node(of: $0, root) }))]).canonical()
    }

    private static func node(of set: LinkSet, _ root: String) -> JSONValue {
        var members = [JSONValue.Member("anchor", .string(root + set.anchor))]
        if let description = set.description { members.append(JSONValue.Member("description", .string(description))) }
        if let link = set.defaultLink {
            // Nothing but where and what: a default link has no language, type or context of its own.
            let target: JSONValue = ["href": .string(link.href), "title": .string(link.title)]
            members.append(JSONValue.Member(LinkType.defaultLink.uri, [target]))
        }
        let several = set.links.filter(\.isDefaultMulti)
        if !several.isEmpty {
            members.append(JSONValue.Member(LinkType.defaultLinkMulti.uri, .array(several.map(target))))
        }
        var types: [LinkType] = []
        for link in set.links where !types.contains(link.linkType) { types.append(link.linkType) }
        for type in types {
            let targets = set.links.filter { $0.linkType == type }.map(target)
            members.append(JSONValue.Member(type.uri, .array(targets)))
        }
        return .object(members)
    }

    private static func target(_ link: ProductLink) -> JSONValue {
        var target: JSONValue = ["href": .string(link.href), "title": .string(link.title)]
        target["type"] = link.mediaType.map { .string($0) }
        if !link.languages.isEmpty { target["hreflang"] = .array(link.languages.map { .string($0) }) }
        if !link.contexts.isEmpty { target["context"] = .array(link.contexts.map { .string($0) }) }
        if !link.passesQueryOn { target["fwqs"] = false }
        return target
    }
}
