package import HTTPTypes

/// One page before it is written: which template, filled with what, in which frame.
package struct Page {
    /// The template's name; it inherits from `base` (`{{<base}}{{$body}}...{{/body}}{{/base}}`).
    package var template: String
    /// What the browser shows as the page's name.
    package var title: String
    /// What fills the template: a struct whose properties are the template's names.
    package var content: Any
    /// In which language its texts are.
    package var language = Language.english
    /// Style sheets after `base.css`.
    package var styles: [WebAsset] = []
    /// Scripts, loaded without holding up the page.
    package var scripts: [WebAsset] = []
    /// The status it is answered with.
    package var status = HTTPResponse.Status.ok
    /// After how many seconds a browser without scripts loads the page again; nil for never.
    package var refreshSeconds: Int?

    /// Makes a page.
    package init(_ template: String, title: String, content: Any) {
        self.template = template
        self.title = title
        self.content = content
    }
}
