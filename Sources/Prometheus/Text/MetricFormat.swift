/// The two text formats that a scraper may ask for.
package enum MetricFormat: Sendable, CaseIterable {
    /// The Prometheus text format, version 0.0.4.
    case prometheus
    /// OpenMetrics 1.0.0, for scrapers that name it in `Accept`.
    case openMetrics

    /// The one to answer with.
    /// - Parameter accept: the request's `Accept` header.
    package init(accept: String?) {
        let types = (accept ?? "").split(separator: ",").map { $0.prefix { $0 != ";" }.filter { $0 != " " } }
        self = types.contains("application/openmetrics-text") ? .openMetrics : .prometheus
    }

    /// The answer's `Content-Type`.
    package var contentType: String {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }
}
