package import Hummingbird
import Passport

/// `/p/01/...`: what somebody sees who scanned a product. It needs no script.
package struct PassportPageRoutes: Sendable {
    let runtime: Runtime
    let pages: PageWriter

    /// Most entries of the history that are shown.
    private static let entries = 200

    /// Makes the routes.
    package init(runtime: Runtime, pages: PageWriter) {
        self.runtime = runtime
        self.pages = pages
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        for path in ["/p/01/{gtin}", "/p/01/{gtin}/10/{lot}", "/p/01/{gtin}/21/{serial}"] {
            router.get(RouterPath(path)) { request, context in try await show(request, context) }
        }
    }

    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let language = Language.of(request)
        let product = try? DigitalLink(
            stem: DigitalLink.canonicalStem,
            gtin: GTIN(context.text("gtin")),
            lot: context.parameters.get("lot") == nil ? nil : Lot(context.text("lot")),
            serial: context.parameters.get("serial") == nil ? nil : Serial(context.text("serial"))
        )
        let content = try await runtime.view { work -> PassportContent? in
            guard let product, let record = try PassportBook.find(product, in: work) else { return nil }
            let passport = try PassportBook.version(record.version, of: record, in: work)
            let subjects = try ProductEventBook.subjects(product, passport: passport)
            return PassportContent(
                try passport.view(for: .public),
                try LogBook.history(of: product.logSubject, limit: Self.entries, in: work),
                try ProductEventBook.events(of: [product.identity], limit: Self.entries, in: work).map(\.event),
                try ProductEventBook.standing(subjects, in: work),
                language
            )
        }
        guard let content else { return try unknown(language) }
        var page = Page(
            "passport",
            title: content.heading,
            content: CustomerContent(content, at: request.uri.path, language)
        )
        page.language = language
        page.styles = [.customerStyle]
        return try pages.response(page)
    }

    /// One and the same answer for whatever has no passport.
    private func unknown(_ language: Language) throws -> Response {
        let body = ProblemContent(.notFound, language)
        var page = Page("customer-problem", title: body.headline, content: CustomerContent(body, at: nil, language))
        page.language = language
        page.styles = [.customerStyle]
        page.status = .notFound
        return try pages.response(page)
    }
}
