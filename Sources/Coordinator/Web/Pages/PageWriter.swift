import HTTPTypes
package import Hummingbird

/// Writes pages: the one place where templates become HTML and get the headers that keep a browser careful.
package struct PageWriter: Sendable {
    private let templates: Templates

    /// Makes a writer.
    /// - Throws: `unexpected` when a template is damaged.
    package init() throws(CoordinatorError) {
        templates = try Templates()
    }

    /// Only our own style, script and pictures, no frames, nothing inline, and forms that go nowhere else.
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// The answer that shows a page. It is never stored: pages are of the moment, and some are one person's.
    /// - Throws: `unexpected` when no template has that name.
    package func response(_ page: Page) throws(CoordinatorError) -> Response {
        var response = Response.bytes(
            Array(try html(page).utf8),
            type: "text/html; charset=utf-8",
            status: page.status
        )
        response.headers[.contentLanguage] = page.language.rawValue
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        return response
    }

    /// The markup of a page.
    func html(_ page: Page) throws(CoordinatorError) -> String {
        try templates.render(PageFrame(page), with: page.template)
    }
}

extension HTTPField.Name {
    /// `Referrer-Policy` (w3.org/TR/referrer-policy).
    static var referrerPolicy: HTTPField.Name { known("Referrer-Policy") }
    /// `Cross-Origin-Opener-Policy` (html.spec.whatwg.org).
    fileprivate static var crossOriginOpenerPolicy: HTTPField.Name { known("Cross-Origin-Opener-Policy") }

    private static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("the header name is a token") }
        return name
    }
}
