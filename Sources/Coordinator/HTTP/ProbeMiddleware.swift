package import Hummingbird

/// Holds back whoever guesses serials at the addresses of passports and of their events, as the resolver does at its
/// own: it is the same count.
package struct ProbeMiddleware: RouterMiddleware {
    package typealias Context = AppRequestContext

    let watch: ProbeWatch
    let trustedProxies: Set<String>

    /// What the paths begin with where a serial can be asked for.
    private static let guarded = ["/p/01/", "/v1/dppsByProductId/", "/v1/epcis/epcs/", "/v1/productEvents"]

    package func handle(
        _ request: Request,
        context: AppRequestContext,
        next: @concurrent (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard Self.guarded.contains(where: path.hasPrefix) else { return try await next(request, context) }
        let client = ResolverClient.of(
            context.remoteAddress,
            forwarded: request.headers[.forwardedFor],
            trusting: trustedProxies
        )
        let wait = watch.wait(client)
        guard wait <= 0 else { throw TooManyRequests(afterSeconds: Int(wait)) }
        do {
            let response = try await next(request, context)
            if response.status == .notFound { await watch.missed(client) }
            return response
        } catch let error as CoordinatorError where error.code == .notFound {
            await watch.missed(client)
            throw error
        }
    }
}
