import HTTPTypes
package import Hummingbird
import Logging
import Logs
import Protocol

/// The pages that sell: `/`, `/m/{place}`, `/o/{order}`. They need no script; with it they follow the order live.
package struct WebRoutes: Sendable {
    let runtime: Runtime
    let configuration: CoordinatorConfiguration
    let orders: OrderDesk
    let rails: RailSet
    let sandbox: SandboxRoutes

    /// Makes the routes.
    package init(
        runtime: Runtime,
        configuration: CoordinatorConfiguration,
        orders: OrderDesk,
        rails: RailSet,
        sandbox: SandboxRoutes
    ) {
        self.runtime = runtime
        self.configuration = configuration
        self.orders = orders
        self.rails = rails
        self.sandbox = sandbox
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/style.css") { _, _ in
            Response.bytes(Array(WebAssets.style.utf8), type: "text/css", cache: "max-age=300")
        }
        router.get("/live.js") { _, _ in
            Response.bytes(Array(WebAssets.script.utf8), type: "text/javascript", cache: "max-age=300")
        }
        router.get("/") { _, _ in await page { try await index() } }
        router.get("/m/{place}") { _, context in await page { try await place(context.text("place")) } }
        router.post("/m/{place}/orders") { request, context in
            await page { try await order(request, context.text("place")) }
        }
        router.get("/o/{order}") { _, context in await page { try await show(context.text("order")) } }
        router.post("/o/{order}/play-money") { _, context in await page { try await play(context.text("order")) } }
    }

    /// Errors of pages are pages.
    private func page(_ make: () async throws -> Response) async -> Response {
        do {
            return try await make()
        } catch {
            if ProblemMapping.problem(of: error).status >= 500 {
                runtime.logger.log(CoordinatorLog.pageFailed, ["error": "\(error)"])
            }
            return OldPage.problem(error)
        }
    }

    private func index() async throws -> Response {
        let places = try await runtime.view { try PlaceRepository.list(in: $0) }.filter(\.isOpen)
        let items = places.map { place -> HTML in "<li><a href=\"/m/\(place.slug)\">\(place.name)</a></li>" }
        let list: HTML =
            items.isEmpty
            ? "<p>There is no place yet. An operator makes one with <code>PUT /v1/places/{place}</code>.</p>"
            : "<ul>\(HTML(items))</ul>"
        return OldPage.response("Mintmark", "<h1>Places</h1>\(list)")
    }

    private func place(_ slug: String) async throws -> Response {
        let machines = orders.desk.machines
        let (place, refusals) = try await runtime.view { work in
            let place = try PlaceRepository.get(slug, in: work)
            return (place, try PlacePage.refusals(at: place, machines: machines, in: work))
        }
        let page = PlacePage(
            place: place,
            refusals: refusals,
            currency: configuration.currency,
            rails: rails,
            key: Hex.encode(runtime.ids.randomBytes(12))
        )
        return OldPage.response(place.name, page.html)
    }

    private func order(_ request: Request, _ place: String) async throws -> Response {
        let form = try await request.form()
        guard let selection = form["selection"] else {
            throw CoordinatorError(.invalid, "Nothing was chosen; go back and choose.")
        }
        let record = try await orders.order(
            OrderRequest(place: place, selection: selection, rail: form["rail"]),
            key: form["key"]
        )
        return Self.seeOther("/o/\(record.id)")
    }

    private func show(_ id: String) async throws -> Response {
        let order = OrderView(try await orders.find(id))
        var response = OldPage.response(order.name, OrderPage(order: order).html)
        if !order.status.isFinal, let name = HTTPField.Name("Refresh") { response.headers[name] = "10" }
        return response
    }

    private func play(_ id: String) async throws -> Response {
        let record = try await orders.find(id)
        if OrderStatus(record) == .waitingForPayment { _ = try await sandbox.pay(record) }
        return Self.seeOther("/o/\(id)")
    }

    /// The answer to a form: look there (RFC 9110 section 15.4.4).
    private static func seeOther(_ path: String) -> Response {
        var headers = HTTPFields()
        headers[.location] = path
        return Response(status: .seeOther, headers: headers)
    }
}
