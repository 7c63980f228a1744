import Passport

/// What the page of all links of a product shows.
struct LinkListContent {
    /// The links of one anchor.
    struct Level {
        let name: String
        let address: String
        let links: [Link]
    }

    /// One link.
    struct Link {
        let title: String
        let href: String
        let kind: String
        let languages: String?
    }

    let title: String
    let levels: [Level]

    init(_ sets: [LinkSet], root: String, _ language: Language) {
        title = LinkPhrase.links.text(language)
        levels = sets.map { set in
            Level(
                name: set.description ?? set.anchor,
                address: root + set.anchor,
                links: set.links.map { link in
                    Link(
                        title: link.title,
                        href: link.href,
                        kind: link.linkType.description,
                        languages: link.languages.isEmpty ? nil : link.languages.joined(separator: ", ")
                    )
                }
            )
        }
    }
}

/// What the page of a link that leads nowhere shows.
struct LinkProblemContent {
    let headline: String
    let advice: String
    let detail: String
    let place: String?

    init(_ problem: ProblemDetails, _ language: Language) {
        headline = (problem.status == 404 ? LinkPhrase.unknown : LinkPhrase.wrong).text(language)
        advice = LinkPhrase.advice.text(language)
        detail = problem.detail
        place = problem.position.map { LinkPhrase.place.text(language, ["position": String($0 + 1)]) }
    }
}

/// Texts for those who scanned a product.
enum LinkPhrase: String, Phrase {
    case links, unknown, wrong, advice, place

    var wording: Wording {
        switch self {
        case .links: Wording("What there is about this product", "Was es zu diesem Produkt gibt")
        case .unknown: Wording("Nothing is known here of this code", "Dieser Code ist hier nicht bekannt")
        case .wrong: Wording("This code is wrong", "Dieser Code ist falsch")
        case .advice: Wording("Scan it once more.", "Scannen Sie ihn noch einmal.")
        case .place: Wording("At character {position}.", "An Zeichen {position}.")
        }
    }
}
