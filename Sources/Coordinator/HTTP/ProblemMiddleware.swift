import HTTPTypes
package import Hummingbird
import Logging
package import Prometheus
import Protocol

/// Turns every error of a handler into problem details (RFC 9457). It stands before everything else, so no error leaves
/// the program in another shape.
package struct ProblemMiddleware: RouterMiddleware {
    package typealias Context = AppRequestContext

    private let metrics: MetricRegistry

    /// Makes the middleware.
    package init(metrics: MetricRegistry) { self.metrics = metrics }

    package func handle(
        _ request: Request,
        context: AppRequestContext,
        next: @concurrent (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = ProblemMapping.problem(of: error)
            metrics.count(CoordinatorMetric.problems, problem.code)
            if problem.status >= 500 {
                context.logger.error(
                    "request failed",
                    metadata: ["code": "\(problem.code)", "error": "\(error)", "path": "\(request.uri.path)"]
                )
            }
            var response = Response.problem(problem)
            response.headers.append(contentsOf: ProblemMapping.headers(of: error, status: problem.status))
            return response
        }
    }
}
