import Database
import HTTPTypes
package import Hummingbird
import NIOCore
import Protocol

/// `/v1/events` and `/v1/alarms`.
package struct EventRoutes: Sendable {
    let runtime: Runtime

    /// Makes the routes.
    package init(runtime: Runtime) { self.runtime = runtime }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/events") { request, context in try await events(request, context) }
        router.get("/v1/alarms") { request, _ in try await alarms(request) }
        router.post("/v1/alarms/{alarm}/acknowledge") { _, context in
            let id = try context.text("alarm")
            let by = try context.requireCaller().name
            try await runtime.perform { try AlarmBook.acknowledge(id, by: by, in: $0) }
            return Response.noContent
        }
    }

    private func events(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let filter = try Self.filter(request)
        let accepted = request.headers[.accept]
        if !MediaTypes.accept(accepted, oneOf: ["application/json"]) {
            for format in [EventFollower.Format.serverSentEvents, .lines]
            where MediaTypes.accept(accepted, oneOf: [format.type]) {
                return try await stream(request, filter, format, to: context.connection)
            }
        }
        let after = request.query("after")
        let limit = try request.pageLimit()
        let events = try await runtime.view { try EventLog.read(after: after, limit: limit, filter: filter, in: $0) }
        let items = try events.map { try $0.json }
        let next = String(decoding: try StrictJSON.encode(events.last?.cursor ?? after), as: UTF8.self)
        let body = "{\"events\":[\(items.joined(separator: ","))],\"next\":\(next)}"
        return Response.bytes(Array(body.utf8), type: "application/json")
    }

    /// Follows the log from a cursor on. A browser that connects again says by itself where it was.
    private func stream(
        _ request: Request,
        _ filter: EventFilter,
        _ format: EventFollower.Format,
        to connection: any Channel
    ) async throws -> Response {
        let last = format == .serverSentEvents ? request.headers[.lastEventID] : nil
        let after = last ?? request.query("after")
        let position = try await runtime.view { try EventLog.position(of: after, in: $0) }
        let follower = EventFollower(runtime: runtime, filter: filter, format: format, after: position)
        return Response.stream(to: connection, type: format.type) { try await follower.next() }
    }

    /// `kind=sale.*,alarm.raised` and `subject=...`.
    private static func filter(_ request: Request) throws -> EventFilter {
        let kinds = request.query("kind")?.split(separator: ",").map(String.init) ?? []
        var filter = try EventFilter(kinds: kinds)
        filter.subject = request.query("subject")
        return filter
    }

    private func alarms(_ request: Request) async throws -> Response {
        let search = try AlarmSearch { request.query($0) }
        return try Response.page("alarms", await runtime.view { try search.page(in: $0) })
    }
}

extension HTTPField.Name {
    /// `Last-Event-ID` (html.spec.whatwg.org, section 9.2.4).
    fileprivate static var lastEventID: HTTPField.Name {
        guard let name = HTTPField.Name("Last-Event-ID") else { preconditionFailure("the header name is a token") }
        return name
    }
}
