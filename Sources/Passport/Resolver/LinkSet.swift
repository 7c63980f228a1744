/// The links of one anchor: a product, a variant, a lot, a piece, or what another key of GS1 names.
package struct LinkSet: Hashable, Sendable {
    /// The path that names it, as `DigitalLink.path` writes it: `/01/09520123456788/21/4Q7ZK2M9XW3T`.
    package let anchor: String
    /// What it is, for people.
    package var description: String?
    /// The links, in the order they are shown.
    package var links: [ProductLink]

    /// Most links of one set.
    package static let maximumLinks = 100
    /// Most languages, and most contexts, of one link.
    package static let maximumHints = 20
    /// Longest title and description, in characters.
    package static let maximumCharacters = 200

    /// A set that is known to be right.
    package init(anchor: String, description: String? = nil, links: [ProductLink]) {
        self.anchor = anchor
        self.description = description
        self.links = links
    }

    /// Where everybody is sent who says nothing else.
    package var defaultLink: ProductLink? { links.first(where: \.isDefault) }

    /// Whether somebody who says nothing is sent somewhere.
    package var hasDefault: Bool { links.contains { $0.isDefault || $0.isDefaultMulti } }

    /// Checks what a person wrote.
    /// - Throws: `malformed`, `tooLong`, `repeated` or `badValue`, naming the link.
    package func check() throws(PassportError) {
        guard (1...Self.maximumLinks).contains(links.count) else {
            throw PassportError(.tooLong, "A set has 1 to \(Self.maximumLinks) links; this one has \(links.count).")
        }
        if let description { try Self.check(text: description, "The description") }
        for (index, link) in links.enumerated() {
            try Self.check(link, number: index + 1)
            let isRepeated = links.prefix(index).contains {
                $0.linkType == link.linkType && $0.href == link.href && $0.languages == link.languages
                    && $0.contexts == link.contexts
            }
            guard !isRepeated else { throw PassportError(.repeated, "Link \(index + 1) stands twice; leave one out.") }
        }
        guard links.count(where: \.isDefault) <= 1 else {
            throw PassportError(.badValue, "Two links are the default; exactly one may be. See defaultMulti.")
        }
        guard links.count(where: \.isDefaultMulti) != 1 else {
            throw PassportError(.badValue, "One link alone has defaultMulti; it takes two to choose from.")
        }
    }

    private static func check(_ link: ProductLink, number: Int) throws(PassportError) {
        let name = "Link \(number)"
        guard WebAddress.isAddress(link.href) else {
            throw PassportError(
                .malformed,
                "\(name): \"\(link.href.prefix(80))\" is no http or https address; percent-encode what is not ASCII."
            )
        }
        try check(text: link.title, "\(name): the title")
        let reserved: [LinkType] = [.defaultLink, .defaultLinkMulti, .handledBy]
        guard !reserved.contains(link.linkType) else {
            throw PassportError(
                .badValue,
                "\(name): \(link.linkType) is made by the resolver; give the link its own type and say default: true."
            )
        }
        if let type = link.mediaType, !MediaPreferences.isMediaType(type) {
            throw PassportError(.malformed, "\(name): \"\(type.prefix(60))\" is no media type like text/html.")
        }
        guard link.languages.count <= maximumHints, link.languages.allSatisfy(LanguagePreferences.isTag) else {
            throw PassportError(.malformed, "\(name): hreflang has at most \(maximumHints) language tags like de-CH.")
        }
        guard link.contexts.count <= maximumHints, link.contexts.allSatisfy(isWord) else {
            throw PassportError(
                .malformed,
                "\(name): context has at most \(maximumHints) words of visible ASCII, each at most 60 characters."
            )
        }
    }

    private static func check(text: String, _ what: String) throws(PassportError) {
        guard (1...maximumCharacters).contains(text.count), text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw PassportError(.malformed, "\(what) has 1 to \(maximumCharacters) characters and no control ones.")
        }
    }

    private static func isWord(_ text: String) -> Bool {
        (1...60).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
