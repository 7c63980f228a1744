package import Hummingbird

/// `/v1/carriers` draws links as symbols, `/v1/prints` keeps what was printed of them.
package struct CarrierRoutes: Sendable {
    let runtime: Runtime

    private struct Printing: Decodable {
        let links: [String]
        let symbology: Symbology
        let format: CarrierFormat?
    }

    private struct Printed: Encodable {
        let sheet: String
        let page: String
        let prints: [PrintRecord]
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/carriers") { request, _ in try draw(request) }
        router.get("/v1/prints") { request, context in try await list(request, context) }
        router.post("/v1/prints") { request, context in try await printLabels(request, context) }
        router.get("/v1/prints/{print}") { _, context in try await Response.json(find(context)) }
        router.get("/v1/prints/{print}/carrier") { _, context in
            try await Self.response(find(context).drawnAgain())
        }
    }

    private func draw(_ request: Request) throws -> Response {
        guard let link = request.query("link") else {
            throw CoordinatorError(.invalid, "link is missing: the GS1 Digital Link to draw.")
        }
        let symbology = request.query("symbology").flatMap(Symbology.init(rawValue:)) ?? .qr
        let format = request.query("format").flatMap(CarrierFormat.init(rawValue:)) ?? .svg
        return Self.response(try Carrier(CarrierText(link), as: symbology, format))
    }

    private static func response(_ carrier: Carrier) -> Response {
        var response = Response.bytes(carrier.bytes, type: carrier.format.mediaType)
        response.headers[.eTag] = "\"\(carrier.digest)\""
        return response
    }

    private func find(_ context: AppRequestContext) async throws -> PrintRecord {
        let (id, owner) = (try context.text("print"), try context.requireCaller().owner)
        return try await runtime.view { try PrintRepository.get(id, owner: owner, in: $0) }
    }

    private func list(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let owner = try context.requireCaller().owner
        let (link, sheet) = (request.query("link"), request.query("sheet"))
        let (cursor, limit) = (request.query("cursor"), try request.pageLimit())
        return try await Response.page(
            "prints",
            runtime.view {
                try PrintRepository.page(link: link, sheet: sheet, owner: owner, cursor: cursor, limit: limit, in: $0)
            }
        )
    }

    private func printLabels(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let printing = try await request.json(Printing.self)
        let caller = try context.requireCaller()
        guard (1...PrintRepository.mostLabels).contains(printing.links.count) else {
            throw CoordinatorError(.invalid, "A sheet has 1 to \(PrintRepository.mostLabels) links.")
        }
        let carriers = try printing.links.map {
            try Carrier(CarrierText($0), as: printing.symbology, printing.format ?? .svg)
        }
        return try await runtime.create(context) { work in
            let sheet = work.ids.identifier(at: work.now)
            let prints = try PrintRepository.add(carriers, sheet: sheet, caller: caller, in: work)
            let page = LabelPageRoutes.path(of: sheet)
            return try Created(
                Printed(sheet: sheet, page: page, prints: prints),
                location: "/v1/prints?sheet=\(sheet)"
            )
        }
    }
}
