extension RouteTable {
    /// How the program does.
    static let observability = [
        Route(method: "GET", path: "/livez", access: .anyone),
        Route(method: "GET", path: "/readyz", access: .anyone),
        Route(method: "GET", path: "/health", access: .scope(.healthRead)),
        Route(method: "GET", path: "/metrics", access: .scope(.metricsRead)),
    ]
}
