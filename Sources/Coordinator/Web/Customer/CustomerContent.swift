import Mustache

/// What every customer's page has around its own content: the way back and the other languages.
struct CustomerContent: MustacheParent {
    /// One language of the switch.
    struct LanguageLink {
        let tag: String
        let name: String
        let path: String
        let isCurrent: Bool
    }

    /// Where the link at the top leads; nil for a page without one.
    var back: (path: String, name: String)?
    /// The same page in each language; nil for a page that can't be asked for again.
    var switches: [LanguageLink]?
    /// The page's own content.
    let body: Any

    /// - Parameter path: where the page is, for its other languages; nil for the answer to a form.
    init(_ body: Any, at path: String?, _ language: Language, back: (path: String, name: String)? = nil) {
        self.body = body
        self.back = back
        switches = path.map { path in
            Language.allCases.map {
                LanguageLink(
                    tag: $0.rawValue,
                    name: $0.ownName,
                    path: "\(path)?\(Language.queryName)=\($0.rawValue)",
                    isCurrent: $0 == language
                )
            }
        }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "backPath": back?.path
        case "backName": back?.name
        case "switches": switches.map { ["links": $0] }
        default: PageFrame.member(name, of: body)
        }
    }
}
