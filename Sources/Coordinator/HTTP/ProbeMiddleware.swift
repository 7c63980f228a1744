package import Hummingbird

/// Holds back whoever guesses serials at the addresses of passports and of their events, as the resolver does at its
/// own: it is the same count.
package struct ProbeMiddleware: RouterMiddleware {
    package typealias Context = AppRequestContext

    let watch: ProbeWatch

    /// What the routes begin with where a serial can be asked for. The path as it was sent may have more slashes.
    private static let guarded = [
        "/p/01/", "/v1/dppsByProductId/", "/v1/dppsByProductIds", "/v1/epcis/epcs/", "/v1/productEvents",
    ]

    package func handle(
        _ request: Request,
        context: AppRequestContext,
        next: @concurrent (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        guard let route = context.endpointPath, Self.guarded.contains(where: route.hasPrefix) else {
            return try await next(request, context)
        }
        let client = watch.client(of: request, context)
        try Self.admit(after: watch.wait(client))
        do {
            let response = try await next(request, context)
            if response.status == .notFound { try Self.admit(after: await watch.missed(client)) }
            return response
        } catch let error as CoordinatorError where error.code == .notFound {
            try Self.admit(after: await watch.missed(client))
            throw error
        }
    }

    private static func admit(after wait: Int64) throws(TooManyRequests) {
        guard wait <= 0 else { throw TooManyRequests(afterSeconds: Int(wait)) }
    }
}
