package import Hummingbird
import HTTPTypes
package import Prometheus

/// Counts every answer by route template and status, and how long its head took. It stands before everything else, so
/// that refusals are counted too.
package struct MetricsMiddleware: RouterMiddleware {
    package typealias Context = AppRequestContext

    private let metrics: MetricRegistry

    /// Makes the middleware.
    package init(metrics: MetricRegistry) { self.metrics = metrics }

    package func handle(
        _ request: Request,
        context: AppRequestContext,
        next: @concurrent (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        let response = try await next(request, context)
        let path = context.endpointPath ?? ""
        // A path that no route has, and its method, are anybody's text.
        let isKnown = RouteTable.access(method: request.method.rawValue, path: path) != nil
        let route = isKnown ? path : "none"
        let method = isKnown ? request.method.rawValue : "none"
        metrics.count(CoordinatorMetric.httpRequests, method, route, String(response.status.code))
        metrics.observe(
            CoordinatorMetric.httpRequestDuration,
            route,
            value: (ContinuousClock.now - started) / .seconds(1)
        )
        return response
    }
}
