extension RouteTable {
    /// The audit log.
    static let audit = [
        Route(method: "GET", path: "/v1/audit", access: .scope(.auditRead)),
        Route(method: "GET", path: "/v1/audit/key", access: .scope(.auditRead)),
    ]
}
