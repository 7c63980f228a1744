/// One link of a product, a lot or a piece (GS1 Digital Link standard: resolver, section on link sets; RFC 9264).
package struct ProductLink: Hashable, Sendable, Codable {
    /// What it leads to.
    package var linkType: LinkType
    /// Where to: an http or https address.
    package var href: String
    /// What people read of it.
    package var title: String
    /// The media type of what is there, like `text/html`; nil when it is not known.
    package var mediaType: String?
    /// The languages of what is there (BCP 47); empty when it is not known.
    package var languages: [String]
    /// Whom or what it is for, in words that the owner chose; empty for everybody.
    package var contexts: [String]
    /// Whether people are sent here who do not say what they want. One link of a set at most.
    package var isDefault: Bool
    /// Whether people are sent here whose language, media type or context fits. None of a set, or two and more.
    package var isDefaultMulti: Bool
    /// Whether the pairs of the query are passed on.
    package var passesQueryOn: Bool

    /// Makes a link.
    package init(
        _ linkType: LinkType,
        href: String,
        title: String,
        mediaType: String? = nil,
        languages: [String] = [],
        contexts: [String] = [],
        isDefault: Bool = false,
        isDefaultMulti: Bool = false,
        passesQueryOn: Bool = true
    ) {
        self.linkType = linkType
        self.href = href
        self.title = title
        self.mediaType = mediaType
        self.languages = languages
        self.contexts = contexts
        self.isDefault = isDefault
        self.isDefaultMulti = isDefaultMulti
        self.passesQueryOn = passesQueryOn
    }

    // The names of link sets, and what they have no names for.
    private enum Member: String, CodingKey {
        case linkType, href, title, type, hreflang, context, `default`, defaultMulti, fwqs
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        linkType = try members.decode(LinkType.self, forKey: .linkType)
        href = try members.decode(String.self, forKey: .href)
        title = try members.decode(String.self, forKey: .title)
        mediaType = try members.decodeIfPresent(String.self, forKey: .type)
        languages = try members.decodeIfPresent([String].self, forKey: .hreflang) ?? []
        contexts = try members.decodeIfPresent([String].self, forKey: .context) ?? []
        isDefault = try members.decodeIfPresent(Bool.self, forKey: .default) ?? false
        isDefaultMulti = try members.decodeIfPresent(Bool.self, forKey: .defaultMulti) ?? false
        passesQueryOn = try members.decodeIfPresent(Bool.self, forKey: .fwqs) ?? true
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Member.self)
        try members.encode(linkType, forKey: .linkType)
        try members.encode(href, forKey: .href)
        try members.encode(title, forKey: .title)
        try members.encodeIfPresent(mediaType, forKey: .type)
        if !languages.isEmpty { try members.encode(languages, forKey: .hreflang) }
        if !contexts.isEmpty { try members.encode(contexts, forKey: .context) }
        if isDefault { try members.encode(true, forKey: .default) }
        if isDefaultMulti { try members.encode(true, forKey: .defaultMulti) }
        if !passesQueryOn { try members.encode(false, forKey: .fwqs) }
    }
}
