import Faults
package import Hummingbird

/// `/v1/sales`: what waits for a person, and what the person decides.
package struct SaleRoutes: Sendable {
    let runtime: Runtime
    let decision: SaleDecision

    /// Longest note or reference, in characters.
    private static let noteCharacters = 500

    /// Makes the routes.
    package init(runtime: Runtime, desk: SaleDesk) {
        self.runtime = runtime
        decision = SaleDecision(desk: desk)
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/sales") { request, _ in try await list(request) }
        router.get("/v1/sales/{sale}") { _, context in
            let id = try context.text("sale")
            return try Response.json(await runtime.view { SaleView(try SaleRepository.get(id, in: $0)) })
        }
        router.post("/v1/sales/{sale}/resolve") { request, context in try await resolve(request, context) }
        router.post("/v1/sales/{sale}/refunded") { request, context in try await refunded(request, context) }
        router.post("/v1/sales/{sale}/credited") { request, context in
            try await settle(.refundCredited, request, context)
        }
        router.post("/v1/sales/{sale}/written-off") { request, context in try await settle(.writeOff, request, context)
        }
    }

    private struct Resolution: Decodable {
        let outcome: String
        let note: String
    }
    private struct Refund: Decodable {
        let reference: String
        let amount: String?
    }
    private struct Note: Decodable { let note: String }

    private func list(_ request: Request) async throws -> Response {
        let search = try SaleSearch { request.query($0) }
        return try Response.page("sales", await runtime.view { try search.page(in: $0) }.map(SaleView.init))
    }

    private func resolve(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let body = try await request.json(Resolution.self)
        guard let resolution = SaleEvent.Resolution(rawValue: body.outcome) else {
            throw CoordinatorError(.invalid, "outcome must be delivered or notDelivered.")
        }
        let response = try await decide(.resolve(resolution), note: body.note, context)
        FaultPoint.reach(CoordinatorStep.resolveCommitted)
        return response
    }

    private func settle(_ event: SaleEvent, _ request: Request, _ context: AppRequestContext) async throws -> Response {
        try await decide(event, note: request.json(Note.self).note, context)
    }

    private func decide(_ event: SaleEvent, note: String, _ context: AppRequestContext) async throws -> Response {
        let id = try context.text("sale")
        let by = try context.requireCaller().name
        try Self.check(note, "note")
        let record = try await runtime.perform { try decision.apply(event, to: id, note: note, by: by, in: $0) }
        return try Response.json(SaleView(record))
    }

    private func refunded(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let body = try await request.json(Refund.self)
        let id = try context.text("sale")
        let by = try context.requireCaller().name
        try Self.check(body.reference, "reference")
        let amount = try body.amount.map { text in
            guard let amount = Int64(text), amount > 0 else {
                throw CoordinatorError(.invalid, "amount must be a text of minor units above 0; leave it out for all.")
            }
            return amount
        }
        let record = try await runtime.perform { work in
            try decision.refunded(id, reference: body.reference, amountMinor: amount, by: by, in: work)
        }
        FaultPoint.reach(CoordinatorStep.refundCommitted)
        return try Response.json(SaleView(record))
    }

    private static func check(_ text: String, _ name: String) throws(CoordinatorError) {
        guard (1...noteCharacters).contains(text.count) else {
            throw CoordinatorError(
                .invalid,
                "\(name) must have 1 to \(noteCharacters) characters: others will read it."
            )
        }
    }
}
