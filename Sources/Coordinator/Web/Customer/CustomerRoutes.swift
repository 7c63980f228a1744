import HTTPTypes
package import Hummingbird
import Logging
import Logs
import Protocol

/// The pages that sell: `/`, `/m/{place}`, `/o/{order}`. They need no script; with it they follow the order live.
package struct CustomerRoutes: Sendable {
    let runtime: Runtime
    let configuration: CoordinatorConfiguration
    let orders: OrderDesk
    let rails: RailSet
    let sandbox: SandboxRoutes
    let pages: PageWriter

    /// How often a browser without scripts loads an order that goes on, in seconds.
    private static let refreshSeconds = 10

    /// Makes the routes.
    package init(
        runtime: Runtime,
        configuration: CoordinatorConfiguration,
        orders: OrderDesk,
        rails: RailSet,
        sandbox: SandboxRoutes,
        pages: PageWriter
    ) {
        self.runtime = runtime
        self.configuration = configuration
        self.orders = orders
        self.rails = rails
        self.sandbox = sandbox
        self.pages = pages
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/") { request, _ in try await page(request) { try await index($0) } }
        router.get("/m/{place}") { request, context in
            try await page(request) { try await place(context.text("place"), $0) }
        }
        router.get("/m/{place}/poster") { request, context in
            try await page(request) { try await poster(context.text("place"), $0) }
        }
        router.get("/m/{place}/qr.svg") { request, context in
            try await page(request) { _ in try await code(context.text("place")) }
        }
        router.post("/m/{place}/orders") { request, context in
            let place = try? context.text("place")
            return try await page(request, backTo: place) { _ in try await order(request, context.text("place")) }
        }
        router.get("/o/{order}") { request, context in
            try await page(request) { try await show(context.text("order"), $0) }
        }
        router.post("/o/{order}/play-money") { request, context in
            try await page(request) { _ in try await play(context.text("order")) }
        }
    }

    // MARK: Pages

    private func index(_ language: Language) async throws -> Response {
        let places = try await runtime.view { try PlaceRepository.list(in: $0) }.filter(\.isOpen)
        let content = CustomerContent(IndexContent(places), at: "/", language)
        return try pages.response(customerPage("customer-index", title: "Mintmark", content, language))
    }

    private func place(_ slug: String, _ language: Language) async throws -> Response {
        let machines = orders.desk.machines
        let offer = try await runtime.view { try PlaceOffer.of(slug, machines: machines, in: $0) }
        let body = PlaceContent(
            offer,
            rails: rails.stands.filter { $0.trouble == nil },
            currency: configuration.currency,
            key: Hex.encode(runtime.ids.randomBytes(12)),
            language
        )
        let content = CustomerContent(body, at: "/m/\(slug)", language)
        return try pages.response(customerPage("customer-place", title: offer.place.name, content, language))
    }

    private func show(_ id: String, _ language: Language) async throws -> Response {
        let (record, place, digest) = try await runtime.view { work in
            let record = try SaleRepository.get(id, in: work)
            let digest = try PictureRepository.digests(place: record.place, in: work)[record.selection]
            return (record, try PlaceRepository.find(record.place, in: work), digest)
        }
        let picture = digest.map {
            SelectionPicture.path(place: record.place, selection: record.selection, digest: $0)
        }
        let body = OrderContent(record, picture: picture, now: runtime.clock(), language)
        let content = CustomerContent(
            body,
            at: body.path,
            language,
            back: (path: body.placePath, name: place?.name ?? record.place)
        )
        let title = "\(body.headline) · \(record.selectionName)"
        var page = customerPage("customer-order", title: title, content, language)
        page.scripts = [.orderScript]
        page.refreshSeconds = body.isOver ? nil : Self.refreshSeconds
        return try pages.response(page)
    }

    private func poster(_ slug: String, _ language: Language) async throws -> Response {
        let place = try await runtime.view { try PlaceRepository.get(slug, in: $0) }
        let body = try PosterContent(place, address: address(of: slug), language)
        return try pages.response(customerPage("customer-poster", title: place.name, body, language))
    }

    private func code(_ slug: String) async throws -> Response {
        let place = try await runtime.view { try PlaceRepository.get(slug, in: $0) }
        let svg = try pages.markup("qr", CodeContent(address(of: place.slug), title: place.name))
        return Response.bytes(Array(svg.utf8), type: "image/svg+xml", cache: "public, max-age=3600")
    }

    /// Where customers buy, as the code on the machine has it.
    private func address(of slug: String) -> String { "\(configuration.publicURL)/m/\(slug)" }

    // MARK: Forms

    private func order(_ request: Request, _ place: String) async throws -> Response {
        let form = try await request.form()
        guard let selection = form["selection"] else {
            throw CoordinatorError(.invalid, "Nothing was chosen; go back and choose.")
        }
        // One page makes one order of each selection and way to pay, however often its button is pressed.
        let key = form["key"].map { "\($0)-\(selection)-\(form["rail"] ?? "")" }
        let record = try await orders.order(
            OrderRequest(place: place, selection: selection, rail: form["rail"]),
            key: key
        )
        return Self.seeOther("/o/\(record.id)")
    }

    private func play(_ id: String) async throws -> Response {
        let record = try await orders.find(id)
        if OrderStatus(record) == .waitingForPayment { _ = try await sandbox.pay(record) }
        return Self.seeOther("/o/\(record.id)")
    }

    /// The answer to a form: look there (RFC 9110 section 15.4.4).
    private static func seeOther(_ path: String) -> Response {
        var headers = HTTPFields()
        headers[.location] = path
        return Response(status: .seeOther, headers: headers)
    }

    // MARK: Frame

    private func customerPage(_ template: String, title: String, _ content: Any, _ language: Language) -> Page {
        var page = Page(template, title: title, content: content)
        page.language = language
        page.styles = [.customerStyle]
        return page
    }

    /// Finds the language, keeps a new choice of it, and makes errors pages.
    private func page(
        _ request: Request,
        backTo place: String? = nil,
        _ make: (Language) async throws -> Response
    ) async throws -> Response {
        let language = Language.of(request)
        var response: Response
        do {
            response = try await make(language)
        } catch {
            response = try problem(error, backTo: place, language)
        }
        let isSecure = configuration.publicURL.hasPrefix("https:")
        if let cookie = Language.keeping(request, secure: isSecure) { response.headers[.setCookie] = cookie }
        return response
    }

    private func problem(_ error: any Error, backTo place: String?, _ language: Language) throws -> Response {
        let problem = ProblemMapping.problem(of: error)
        if problem.status >= 500 { runtime.logger.log(CoordinatorLog.pageFailed, ["error": "\(error)"]) }
        let code = CoordinatorErrorCode(rawValue: problem.code) ?? .invalid
        let body = ProblemContent(code, language)
        let back = place.map { (path: "/m/\($0)", name: FramePhrase.back.text(language)) }
        let content = CustomerContent(
            body,
            at: nil,
            language,
            back: back ?? (path: "/", name: FramePhrase.backToPlaces.text(language))
        )
        var page = customerPage("customer-problem", title: body.headline, content, language)
        page.status = HTTPResponse.Status(code: problem.status)
        return try pages.response(page)
    }
}
