import HTTPTypes
package import Hummingbird
import NIOCore
import Protocol

/// Holds requests to what the API's description says of them, see `RequestContract`. Pages have no description, and
/// machines' messages have signatures and rules of their own.
package struct ContractMiddleware: RouterMiddleware {
    package typealias Context = AppRequestContext

    /// Makes the middleware.
    package init() {}

    package func handle(
        _ request: Request,
        context: AppRequestContext,
        next: @concurrent (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let path = context.endpointPath ?? ""
        if path.isEmpty {
            let allowed = RouteTable.methods(at: request.uri.path)
            guard allowed.isEmpty else { throw MethodNotAllowed(allowed: allowed) }
        }
        let method = RouteTable.method(request.method.rawValue)
        guard let operation = APIDescription.operation(method: method, path: path),
            RouteTable.access(method: method, path: path) != .machine
        else { return try await next(request, context) }
        let contract = RequestContract(operation: operation)
        try contract.checkHead(request)
        guard let body = operation.body, body.isJSON else { return try await next(request, context) }
        var (request, context) = (request, context)
        let bytes = try await request.bytes(limit: body.maximumBytes)
        try contract.checkBody(bytes, body)
        if operation.isCreate { context.idempotent = Self.idempotent(request, bytes, context.caller) }
        request.body = RequestBody(buffer: ByteBuffer(bytes: bytes))
        return try await next(request, context)
    }

    private static func idempotent(_ request: Request, _ body: [UInt8], _ caller: Caller?) -> IdempotentRequest? {
        guard let caller, let key = request.headers[.idempotencyKey], let bearer = request.headers[.authorization]
        else { return nil }
        return IdempotentRequest(
            key: key,
            bearer: bearer,
            caller: caller,
            method: request.method.rawValue,
            path: request.uri.path,
            body: body
        )
    }
}
