package import Hummingbird

/// `/v1/delegations`: company prefixes that other resolvers answer for.
package struct DelegationRoutes: Sendable {
    let runtime: Runtime

    private struct Making: Decodable {
        let prefix: String
        let resolver: String
    }

    private struct Change: Decodable { let resolver: String }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/delegations") { request, context in try await list(request, context) }
        router.post("/v1/delegations") { request, context in try await create(request, context) }
        router.get("/v1/delegations/{delegation}") { _, context in
            let (id, owner) = (try context.text("delegation"), try context.requireCaller().owner)
            return try await Response.json(runtime.view { try DelegationRepository.get(id, owner: owner, in: $0) })
        }
        router.put("/v1/delegations/{delegation}") { request, context in
            let change = try await request.json(Change.self)
            let (id, caller) = (try context.text("delegation"), try context.requireCaller())
            return try await Response.json(
                runtime.perform {
                    try DelegationRepository.change(id, resolver: change.resolver, caller: caller, in: $0)
                }
            )
        }
        router.delete("/v1/delegations/{delegation}") { _, context in
            let (id, caller) = (try context.text("delegation"), try context.requireCaller())
            try await runtime.perform { try DelegationRepository.remove(id, caller: caller, in: $0) }
            return Response.noContent
        }
    }

    private func list(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let owner = try context.requireCaller().owner
        let (cursor, limit) = (request.query("cursor"), try request.pageLimit())
        return try await Response.page(
            "delegations",
            runtime.view { try DelegationRepository.page(owner: owner, cursor: cursor, limit: limit, in: $0) }
        )
    }

    private func create(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let making = try await request.json(Making.self)
        let caller = try context.requireCaller()
        return try await runtime.create(context) { work in
            let made = try DelegationRepository.create(
                prefix: making.prefix,
                resolver: making.resolver,
                caller: caller,
                in: work
            )
            return try Created(made, location: "/v1/delegations/\(made.id)")
        }
    }
}
