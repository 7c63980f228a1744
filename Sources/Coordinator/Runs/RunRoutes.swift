package import Hummingbird
import Passport

/// `/v1/runs`: orders of a line, and what passes on it.
package struct RunRoutes: Sendable {
    let runtime: Runtime
    let desk: RunDesk

    /// Makes the routes.
    package init(runtime: Runtime, desk: RunDesk) {
        self.runtime = runtime
        self.desk = desk
    }

    private static let unitCursors = PageCursor(list: "units")

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/runs") { request, _ in
            let (machine, cursor, limit) = (request.query("machine"), request.query("cursor"), try request.pageLimit())
            let page = try await runtime.view { work in
                try RunRepository.page(machine: machine, cursor: cursor, limit: limit, in: work)
            }
            return try Response.page("runs", page.map(RunView.init))
        }
        router.get("/v1/runs/{run}") { _, context in
            let id = try context.text("run")
            return try Response.json(RunView(await runtime.view { try RunRepository.get(id, in: $0) }))
        }
        router.get("/v1/runs/{run}/units") { request, context in try await units(request, context.text("run")) }
        router.post("/v1/runs") { request, context in try await order(request.json(RunOrder.self), context) }
        for request in RunProgress.Request.allCases {
            router.post("/v1/runs/{run}/\(request.rawValue)") { _, context in try await ask(request, context) }
        }
    }

    private func order(_ order: RunOrder, _ context: AppRequestContext) async throws -> Response {
        let (desk, caller) = (desk, try context.requireCaller())
        return try await runtime.create(context) { work in
            let run = try desk.order(order, by: caller, in: work)
            return try Created(RunView(run), location: "/v1/runs/\(run.id)")
        }
    }

    private func ask(_ request: RunProgress.Request, _ context: AppRequestContext) async throws -> Response {
        let (desk, id, by) = (desk, try context.text("run"), try context.requireCaller().name)
        let run = try await runtime.perform { try desk.ask(request, of: id, by: by, in: $0) }
        return try Response.json(RunView(run))
    }

    private func units(_ request: Request, _ id: String) async throws -> Response {
        let limit = try request.pageLimit()
        let position = try Self.unitCursors.position(request.query("cursor"), parts: 1)?.first
        let after = position.flatMap(Int64.init) ?? 0
        let rows = try await runtime.view { work in
            let run = try RunRepository.get(id, in: work)
            return try SerialBook.units(of: run.id, after: after, limit: limit + 1, in: work)
        }
        let page = ListPage(rows, limit: limit) { Self.unitCursors.text(after: [String($0.unit ?? 0)]) }
        return try Response.page("units", page.map(UnitView.init))
    }
}
