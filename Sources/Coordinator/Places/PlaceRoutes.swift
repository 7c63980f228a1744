import Faults
package import Hummingbird
import Protocol

/// `/v1/places`: places, price lists, stock, lanes and which machine delivers.
package struct PlaceRoutes: Sendable {
    let runtime: Runtime
    let currency: String

    /// Makes the routes.
    /// - Parameter currency: what price lists are written in.
    package init(runtime: Runtime, currency: String) {
        self.runtime = runtime
        self.currency = currency
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/places") { request, _ in try await list(request) }
        router.get("/v1/places/{place}") { _, context in try await get(context.text("place")) }
        router.put("/v1/places/{place}") { request, context in try await put(request, context) }
        router.delete("/v1/places/{place}") { _, context in try await delete(context) }
        router.put("/v1/places/{place}/machine") { request, context in try await assign(request, context) }
        router.put("/v1/places/{place}/lanes/{lane}") { request, context in try await change(request, context) }
    }

    private struct Assignment: Decodable { let machine: String? }

    private func list(_ request: Request) async throws -> Response {
        let (cursor, limit) = (request.query("cursor"), try request.pageLimit())
        let views = try await runtime.view { work in
            try PlaceRepository.page(cursor: cursor, limit: limit, in: work).map { try self.view($0, in: work) }
        }
        return try Response.page("places", views)
    }

    private func get(_ slug: String) async throws -> Response {
        try Response.json(await runtime.view { try self.view(PlaceRepository.get(slug, in: $0), in: $0) })
    }

    private func put(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let change = try await request.json(PlaceChange.self)
        let caller = try context.requireCaller()
        let slug = try context.text("place")
        let view = try await runtime.perform { work in
            try self.view(PlaceRepository.put(change, slug: slug, caller: caller, in: work), in: work)
        }
        return try Response.json(view)
    }

    private func delete(_ context: AppRequestContext) async throws -> Response {
        let slug = try context.text("place")
        let by = try context.requireCaller().name
        try await runtime.perform { try PlaceRepository.delete(slug, by: by, in: $0) }
        return Response.noContent
    }

    private func assign(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let assignment = try await request.json(Assignment.self)
        let slug = try context.text("place")
        let by = try context.requireCaller().name
        if let machine = assignment.machine { _ = try MachineID(text: machine) }
        let view = try await runtime.perform { work in
            try self.view(PlaceRepository.assign(assignment.machine, to: slug, by: by, in: work), in: work)
        }
        return try Response.json(view)
    }

    private func change(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let change = try await request.json(LaneChange.self)
        let slug = try context.text("place")
        let lane = try context.text("lane")
        let by = try context.requireCaller().name
        let view = try await runtime.perform { work in
            let place = try PlaceRepository.get(slug, in: work)
            _ = try change.apply(place: slug, lane: lane, owner: place.owner, by: by, in: work)
            return try self.view(place, in: work)
        }
        FaultPoint.reach(CoordinatorStep.stockCommitted)
        return try Response.json(view)
    }

    private func view(_ place: Place, in work: Work) throws -> PlaceView {
        PlaceView(place, lanes: try StockRepository.list(place: place.slug, in: work), currency: currency)
    }
}
