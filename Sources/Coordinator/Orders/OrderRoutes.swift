import HTTPTypes
package import Hummingbird
import NIOCore
import Protocol
import ServiceLifecycle
package import Signals

/// `/v1/orders`: what customers' phones and other programs ask.
package struct OrderRoutes: Sendable {
    let orders: OrderDesk
    let signal: ChangeSignal

    /// How long the stream waits before it looks by itself, in seconds.
    private static let lookSeconds = 1.0

    /// Makes the routes.
    package init(orders: OrderDesk, signal: ChangeSignal) {
        self.orders = orders
        self.signal = signal
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.post("/v1/orders") { request, _ in try await create(request) }
        router.get("/v1/orders/{order}") { _, context in
            try Response.json(OrderView(await orders.find(context.text("order"))))
        }
        router.get("/v1/orders/{order}/events") { _, context in try await events(context.text("order")) }
    }

    private func create(_ request: Request) async throws -> Response {
        let body = try await request.json(OrderRequest.self)
        let record = try await orders.order(
            body,
            key: request.headers[.idempotencyKey],
            traceparent: request.headers[.traceparent]
        )
        var response = try Response.json(OrderView(record), status: .created)
        response.headers[.location] = "/v1/orders/\(record.id)"
        return response
    }

    /// Server-sent events (html.spec.whatwg.org, section 9.2): one `order` event now and after every change, until
    /// nothing more will happen.
    private func events(_ id: String) async throws -> Response {
        let first = try await orders.find(id)
        let body = ResponseBody { writer in
            var record = first
            let end = ContinuousClock.now + .seconds(HTTPLimits.eventStreamSeconds)
            try await writer.write(Self.event(record))
            while !OrderStatus(record).isFinal, ContinuousClock.now < end, !Task.isShuttingDownGracefully {
                let generation = signal.generation
                let next = try await orders.find(id)
                if next.revision != record.revision {
                    record = next
                    try await writer.write(Self.event(record))
                    continue
                }
                await cancelWhenGracefulShutdown {
                    await signal.wait(after: generation, timeoutSeconds: Self.lookSeconds)
                }
            }
            try await writer.finish(nil)
        }
        var headers = HTTPFields()
        headers[.contentType] = "text/event-stream"
        headers[.cacheControl] = "no-store"
        return Response(status: .ok, headers: headers, body: body)
    }

    private static func event(_ record: SaleRecord) throws -> ByteBuffer {
        let json = String(decoding: try StrictJSON.encode(OrderView(record)), as: UTF8.self)
        return ByteBuffer(string: "event: order\nid: \(record.revision)\ndata: \(json)\n\n")
    }
}

extension HTTPField.Name {
    /// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
    static var idempotencyKey: HTTPField.Name { known("Idempotency-Key") }

    /// `traceparent` (W3C Trace Context level 1).
    static var traceparent: HTTPField.Name { known("traceparent") }

    private static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("the header name is a token") }
        return name
    }
}
