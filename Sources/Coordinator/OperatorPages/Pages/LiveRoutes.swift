import Database
import HTTPTypes
package import Hummingbird
import NIOCore
import ServiceLifecycle
import Signals

/// `/operator/live`: tells an open page that something was written down, or that a machine's health changed, so that it
/// looks again.
package struct LiveRoutes: Sendable {
    let desk: OperatorDesk
    let links: AgentLinks

    /// How long a stream waits before it looks by itself and shows that it is there, in seconds.
    private static let lookSeconds = 15.0
    /// A page is told at most so often, in seconds.
    private static let pauseSeconds = 1.0

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/live") { request, _ in try await live(request) }
    }

    /// Server-sent events (html.spec.whatwg.org, section 9.2): `change` with the newest event's number and how often
    /// health changed, whenever one of them is another, until the login ends.
    private func live(_ request: Request) async throws -> Response {
        let first = try await newest()
        let events = desk.runtime.events
        let body = ResponseBody { writer in
            var last = first
            let end = ContinuousClock.now + .seconds(HTTPLimits.eventStreamSeconds)
            try await writer.write(ByteBuffer(string: ": open\n\n"))
            while ContinuousClock.now < end, !Task.isShuttingDownGracefully {
                let generation = events.generation
                let now = try await newest()
                guard now == last else {
                    guard try await desk.session(of: request) != nil else { break }
                    last = now
                    try await writer.write(ByteBuffer(string: "event: change\nid: \(now)\ndata: \(now)\n\n"))
                    await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(Self.pauseSeconds)) }
                    continue
                }
                await cancelWhenGracefulShutdown {
                    await events.wait(after: generation, timeoutSeconds: Self.lookSeconds)
                }
                try await writer.write(ByteBuffer(string: ": here\n\n"))
            }
            try await writer.finish(nil)
        }
        var headers = HTTPFields()
        headers[.contentType] = "text/event-stream"
        headers[.cacheControl] = "no-store"
        return Response(status: .ok, headers: headers, body: body)
    }

    private func newest() async throws -> String {
        let changes = links.healthChanges
        let event = try await desk.runtime.view { work in
            try work.transaction.first("SELECT coalesce(max(id), 0) AS newest FROM event")?.int64("newest") ?? 0
        }
        return "\(event)-\(changes)"
    }
}
