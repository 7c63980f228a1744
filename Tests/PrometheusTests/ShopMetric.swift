import Prometheus

/// Metrics of a program that does not exist.
enum ShopMetric: String, MetricName {
    case sales = "shop_sales_total"
    case depth = "shop_queue_depth"
    case seconds = "shop_sale_duration_seconds"

    var declaration: MetricDeclaration {
        switch self {
        case .sales: MetricDeclaration(rawValue, .counter, "Sales by outcome.", labels: ["outcome", "place"])
        case .depth: MetricDeclaration(rawValue, .gauge, "What \"waits\",\nin C:\\ or elsewhere.")
        case .seconds: MetricDeclaration(rawValue, .histogram, "How long a sale takes.", bounds: [0.5, 1, 2.5])
        }
    }
}
