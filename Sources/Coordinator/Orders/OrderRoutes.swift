import HTTPTypes
package import Hummingbird
import NIOCore
import Protocol
package import Signals

/// `/v1/orders`: what customers' phones and other programs ask.
package struct OrderRoutes: Sendable {
    let orders: OrderDesk
    let signal: ChangeSignal

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
        router.get("/v1/orders/{order}/events") { _, context in
            try await events(context.text("order"), to: context.connection)
        }
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
    private func events(_ id: String, to connection: any Channel) async throws -> Response {
        let first = try await orders.find(id)
        let follower = OrderFollower(orders: orders, signal: signal, first: first)
        return Response.stream(to: connection, type: "text/event-stream") {
            try await follower.next().map(Self.event)
        }
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
