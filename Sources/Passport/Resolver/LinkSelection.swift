/// Chooses among links of one type by what a client prefers. A preference that none of them meets is no reason to send
/// nobody anywhere: it is passed over.
struct LinkSelection {
    let context: String?
    let languages: LanguagePreferences?
    let media: MediaPreferences?

    init(_ request: ResolverRequest) {
        context = request.parameter("context")
        languages = request.acceptLanguage.map { LanguagePreferences($0) }
        media = request.accept.map { MediaPreferences($0) }
    }

    /// The links that fit best and alike; all of them when nothing tells them apart.
    func best(of links: [ProductLink]) -> [ProductLink] {
        guard links.count > 1 else { return links }
        var rest = links
        if let context {
            rest = Self.heaviest(rest) { link in
                link.contexts.isEmpty ? 1 : link.contexts.contains(context) ? Weight.whole : 0
            }
        }
        if let languages {
            rest = Self.heaviest(rest) { link in
                link.languages.map(languages.weight).max() ?? max(1, languages.weightOfAny)
            }
        }
        if let media {
            rest = Self.heaviest(rest) { link in link.mediaType.map(media.weight) ?? max(1, media.weightOfAny) }
        }
        return rest.allSatisfy { $0.href == rest[0].href } ? Array(rest.prefix(1)) : rest
    }

    private static func heaviest(_ links: [ProductLink], _ weight: (ProductLink) -> Int) -> [ProductLink] {
        let weighed = links.map { (link: $0, weight: weight($0)) }
        let most = weighed.map(\.weight).max() ?? 0
        return most == 0 ? links : weighed.filter { $0.weight == most }.map(\.link)
    }
}
