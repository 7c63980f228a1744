import HTTPTypes
package import Hummingbird

/// Lets one client send only so many requests to what is open to everybody, see `RequestLimits`.
package struct RateMiddleware: RouterMiddleware {
    package typealias Context = AppRequestContext

    let runtime: Runtime
    let gate: RequestGate
    let trustedProxies: Set<String>

    package func handle(
        _ request: Request,
        context: AppRequestContext,
        next: @concurrent (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let client = ResolverClient.of(
            context.remoteAddress,
            forwarded: request.headers[.forwardedFor],
            trusting: trustedProxies
        )
        guard !Self.isThisComputer(client),
            let kind = RequestKind(method: request.method.rawValue, path: context.endpointPath ?? "")
        else { return try await next(request, context) }
        let seconds = gate.wait(client, kind, at: runtime.clock())
        guard seconds == 0 else { throw TooManyRequests(afterSeconds: Int(seconds)) }
        return try await next(request, context)
    }

    private static func isThisComputer(_ client: String) -> Bool {
        client.hasPrefix("127.") || client == "::/64"
    }
}
