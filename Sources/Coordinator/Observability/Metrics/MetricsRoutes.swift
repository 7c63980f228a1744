import HTTPTypes
package import Hummingbird
import Prometheus

/// `GET /metrics`, for Prometheus.
package struct MetricsRoutes: Sendable {
    let runtime: Runtime
    let snapshot: MetricsSnapshot

    /// Adds it.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/metrics") { request, _ in
            let format = MetricFormat(accept: request.headers[.accept])
            let text = runtime.metrics.text(await snapshot.samples(), as: format)
            return Response.bytes(Array(text.utf8), type: format.contentType)
        }
    }
}
