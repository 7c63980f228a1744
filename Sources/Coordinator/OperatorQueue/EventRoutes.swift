package import Hummingbird
import Protocol

/// `/v1/events` and `/v1/alarms`.
package struct EventRoutes: Sendable {
    let runtime: Runtime

    /// Makes the routes.
    package init(runtime: Runtime) { self.runtime = runtime }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/events") { request, _ in try await events(request) }
        router.get("/v1/alarms") { request, _ in try await alarms(request) }
        router.post("/v1/alarms/{alarm}/acknowledge") { _, context in
            let id = try context.text("alarm")
            let by = try context.requireCaller().name
            try await runtime.perform { try AlarmBook.acknowledge(id, by: by, in: $0) }
            return Response.noContent
        }
    }

    private func events(_ request: Request) async throws -> Response {
        let after = request.query("after")
        let limit = try request.pageLimit()
        let events = try await runtime.view { try EventLog.read(after: after, limit: limit, in: $0) }
        let items = try events.map { try $0.json }
        let next = String(decoding: try StrictJSON.encode(events.last?.cursor ?? after), as: UTF8.self)
        let body = "{\"events\":[\(items.joined(separator: ","))],\"next\":\(next)}"
        return Response.bytes(Array(body.utf8), type: "application/json")
    }

    private func alarms(_ request: Request) async throws -> Response {
        let search = try AlarmSearch { request.query($0) }
        return try Response.page("alarms", await runtime.view { try search.page(in: $0) })
    }
}
