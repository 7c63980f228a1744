package import Hummingbird

/// `/v1/parties`: who may enter events of products with keys of their own.
package struct PartyRoutes: Sendable {
    let runtime: Runtime

    /// Makes the routes.
    package init(runtime: Runtime) { self.runtime = runtime }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/parties") { request, _ in
            let (cursor, limit) = (request.query("cursor"), try request.pageLimit())
            let page = try await runtime.view { try PartyRepository.page(cursor: cursor, limit: limit, in: $0) }
            return try Response.page("parties", page.map(PartyView.init))
        }
        router.get("/v1/parties/{party}") { _, context in
            let id = try context.text("party")
            return try Response.json(PartyView(await runtime.view { try PartyRepository.get(id, in: $0) }))
        }
        router.put("/v1/parties/{party}") { request, context in
            let (id, caller) = (try context.text("party"), try context.requireCaller())
            let change = try await request.json(PartyChange.self)
            let party = try await runtime.perform { try PartyRepository.put(change, id: id, caller: caller, in: $0) }
            return try Response.json(PartyView(party))
        }
        router.delete("/v1/parties/{party}") { _, context in
            let (id, caller) = (try context.text("party"), try context.requireCaller())
            try await runtime.perform { try PartyRepository.revoke(id, by: caller, in: $0) }
            return Response.noContent
        }
    }
}
