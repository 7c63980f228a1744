package import Hummingbird

/// `/v1/tokens`: who may use the API.
package struct TokenRoutes: Sendable {
    let runtime: Runtime
    let tokens: TokenBook

    /// Makes the routes.
    package init(runtime: Runtime, tokens: TokenBook) {
        self.runtime = runtime
        self.tokens = tokens
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/tokens") { request, _ in
            let (cursor, limit, tokens) = (request.query("cursor"), try request.pageLimit(), tokens)
            return try Response.page(
                "tokens",
                await runtime.view { try tokens.page(cursor: cursor, limit: limit, in: $0) }
            )
        }
        router.post("/v1/tokens") { request, context in try await make(request, context) }
        router.delete("/v1/tokens/{token}") { _, context in
            let (id, caller, tokens) = (try context.text("token"), try context.requireCaller(), tokens)
            try await runtime.perform { try tokens.revoke(id, by: caller, in: $0) }
            return Response.noContent
        }
    }

    private struct NewToken: Decodable {
        let name: String
        let scopes: [String]
    }

    private struct MadeToken: Encodable {
        let token: TokenRecord
        let text: String
    }

    private func make(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let body = try await request.json(NewToken.self)
        let (caller, tokens) = (try context.requireCaller(), tokens)
        let scopes = Set(body.scopes.compactMap(Scope.init(rawValue:)))
        return try await runtime.create(context) { work in
            let made = try tokens.make(name: body.name, scopes: scopes, by: caller, in: work)
            return try Created(
                MadeToken(token: made.record, text: made.text),
                location: "/v1/tokens/\(made.record.id)"
            )
        }
    }
}
