package import Hummingbird
import Passport
import Protocol

/// `/v1/links`: the links of products, lots and pieces, with every version they ever had.
package struct LinkRoutes: Sendable {
    let runtime: Runtime
    let resolver: Resolver

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/links") { request, context in try await list(request, context) }
        router.post("/v1/links") { request, context in try await create(request, context) }
        router.get("/v1/links/{links}") { _, context in try await get(context) }
        router.put("/v1/links/{links}") { request, context in try await replace(request, context) }
        router.delete("/v1/links/{links}") { _, context in try await remove(context) }
        router.get("/v1/links/{links}/versions") { request, context in try await versions(request, context) }
        router.get("/v1/links/{links}/versions/{version}") { _, context in try await version(context) }
    }

    private func view(_ record: LinkSetRecord) -> LinkSetView { LinkSetView(record, root: resolver.root) }

    private func list(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let owner = try context.requireCaller().owner
        let anchor = try request.query("anchor").map { try LinkAnchor.of($0).path }
        let (cursor, limit) = (request.query("cursor"), try request.pageLimit())
        let page = try await runtime.view {
            try LinkRepository.page(anchor: anchor, owner: owner, cursor: cursor, limit: limit, in: $0)
        }
        return try Response.page("links", page.map(view))
    }

    private func create(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let change = try await request.json(LinkSetChange.self)
        let caller = try context.requireCaller()
        let link = try LinkAnchor.of(change.anchor ?? "")
        let set = try change.set(anchor: link.path)
        return try await runtime.create(context) { work in
            let record = try LinkRepository.create(set, of: link, caller: caller, in: work)
            return try Created(view(record), location: "/v1/links/\(record.id)")
        }
    }

    private func get(_ context: AppRequestContext) async throws -> Response {
        let (id, owner) = (try context.text("links"), try context.requireCaller().owner)
        return try Response.json(view(await runtime.view { try LinkRepository.get(id, owner: owner, in: $0) }))
    }

    private func replace(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let change = try await request.json(LinkSetChange.self)
        let (id, caller) = (try context.text("links"), try context.requireCaller())
        let record = try await runtime.perform { work in
            try LinkRepository.replace(id, caller: caller, in: work) { try change.set(anchor: $0.set.anchor) }
        }
        return try Response.json(view(record))
    }

    private func remove(_ context: AppRequestContext) async throws -> Response {
        let (id, caller) = (try context.text("links"), try context.requireCaller())
        try await runtime.perform { try LinkRepository.remove(id, caller: caller, in: $0) }
        return Response.noContent
    }

    private func versions(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (id, owner) = (try context.text("links"), try context.requireCaller().owner)
        let (cursor, limit) = (request.query("cursor"), try request.pageLimit())
        let page = try await runtime.view {
            try LinkRepository.versions(of: id, owner: owner, cursor: cursor, limit: limit, in: $0)
        }
        return try Response.page("versions", page.map(view))
    }

    private func version(_ context: AppRequestContext) async throws -> Response {
        let (id, owner) = (try context.text("links"), try context.requireCaller().owner)
        guard let version = Int64(try context.text("version")) else {
            throw CoordinatorError(.notFound, "A version is a number from 1 on.")
        }
        return try Response.json(
            view(await runtime.view { try LinkRepository.version(version, of: id, owner: owner, in: $0) })
        )
    }
}
