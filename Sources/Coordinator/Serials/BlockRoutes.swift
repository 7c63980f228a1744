package import Hummingbird
import Passport

/// `/v1/blocks`: serials that machines hold, granted ahead so that a line works while it is offline.
package struct BlockRoutes: Sendable {
    let runtime: Runtime

    /// Makes the routes.
    package init(runtime: Runtime) { self.runtime = runtime }

    private struct Grant: Decodable {
        let gtin: String
        let machine: String
        let count: Int
    }

    private struct Blocks: Encodable { let blocks: [BlockView] }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/blocks") { request, _ in
            let (machine, cursor, limit) = (request.query("machine"), request.query("cursor"), try request.pageLimit())
            let page = try await runtime.view { work in
                try BlockBook.page(machine: machine, cursor: cursor, limit: limit, in: work).map {
                    try BlockView($0, in: work)
                }
            }
            return try Response.page("blocks", page)
        }
        router.get("/v1/blocks/{block}") { _, context in
            let id = try context.text("block")
            return try Response.json(
                await runtime.view { work in try BlockView(BlockBook.get(id, in: work), in: work) }
            )
        }
        router.post("/v1/blocks") { request, context in try await grant(request.json(Grant.self), context) }
        router.post("/v1/blocks/{block}/return") { _, context in
            let (id, by) = (try context.text("block"), try context.requireCaller().name)
            let view = try await runtime.perform { work in
                try BlockBook.release(BlockBook.get(id, in: work), by: by, in: work)
                return try BlockView(BlockBook.get(id, in: work), in: work)
            }
            return try Response.json(view)
        }
    }

    private func grant(_ grant: Grant, _ context: AppRequestContext) async throws -> Response {
        let by = try context.requireCaller().name
        let gtin = try GTIN.named(grant.gtin)
        return try await runtime.create(context) { work in
            let blocks = try BlockBook.grant(grant.count, of: gtin, to: grant.machine, by: by, in: work)
            return try Created(Blocks(blocks: try blocks.map { try BlockView($0, in: work) }))
        }
    }
}
