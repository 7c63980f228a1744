import Mustache

/// What a template sees: `{{frame.title}}` and its kind from the frame, every other name from the page's content.
struct PageFrame: MustacheParent {
    /// What `base.mustache` shows around every page.
    struct Values {
        let title: String
        let language: String
        let icon: String
        let styles: [String]
        let scripts: [String]
        let refreshSeconds: Int?
    }

    private let values: Values
    private let words: PhraseBook
    private let content: Any

    init(_ page: Page) {
        values = Values(
            title: page.title,
            language: page.language.rawValue,
            icon: WebAsset.mark.path,
            styles: ([WebAsset.baseStyle] + page.styles).map(\.path),
            scripts: page.scripts.map(\.path),
            refreshSeconds: page.refreshSeconds
        )
        words = PhraseBook(page.language)
        content = page.content
    }

    func child(named name: String) -> Any? {
        switch name {
        case "frame": values
        case "words": words
        default: Self.member(name, of: content)
        }
    }

    /// The property of that name; nil when there is none, or when it is nil.
    static func member(_ name: String, of content: Any) -> Any? {
        if let parent = content as? any MustacheParent { return parent.child(named: name) }
        guard let value = Mirror(reflecting: content).children.first(where: { $0.label == name })?.value else {
            return nil
        }
        let mirror = Mirror(reflecting: value)
        return mirror.displayStyle == .optional ? mirror.children.first?.value : value
    }
}
