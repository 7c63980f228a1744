/// Every route of the program and who may use it: the one place where access is decided. A route that is not listed
/// here answers nobody, and the program refuses to start with one.
package enum RouteTable {
    /// One route.
    package struct Route: Hashable, Sendable {
        /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
        package let method: String
        /// The path with `{names}` for its parameters.
        package let path: String
        /// Who may use it.
        package let access: RouteAccess
    }

    /// All routes.
    package static let routes: [Route] =
        pages + customers + machines + operators + operatorQueue
        + audit + carriers + description + exports + line + links + log + observability + operatorPages + pictures
        + recovery + tokens + webhooks

    /// The access to a route, nil when it is not listed.
    package static func access(method: String, path: String) -> RouteAccess? {
        index["\(self.method(method)) \(path)"]
    }

    /// The method whose route answers: `HEAD` is `GET` without the content (RFC 9110 section 9.3.2).
    package static func method(_ method: String) -> String { method == "HEAD" ? "GET" : method }

    private static let index = Dictionary(
        routes.map { ("\($0.method) \($0.path)", $0.access) },
        uniquingKeysWith: { first, _ in first }
    )

    private static let customers = [
        Route(method: "POST", path: "/v1/orders", access: .anyone),
        Route(method: "GET", path: "/v1/orders/{order}", access: .anyone),
        Route(method: "GET", path: "/v1/orders/{order}/events", access: .anyone),
    ]

    private static let machines = [
        Route(method: "POST", path: "/v1/agent/enrol", access: .machine),
        Route(method: "GET", path: "/v1/agent/keyset", access: .anyone),
        Route(method: "POST", path: "/v1/agent/session", access: .machine),
        Route(method: "GET", path: "/v1/agent/commands", access: .machine),
        Route(method: "POST", path: "/v1/agent/receipts", access: .machine),
        Route(method: "POST", path: "/v1/agent/telemetry", access: .machine),
    ]

    private static let operators = [
        Route(method: "GET", path: "/v1/machines", access: .scope(.machinesRead)),
        Route(method: "GET", path: "/v1/machines/{machine}", access: .scope(.machinesRead)),
        Route(method: "POST", path: "/v1/machines/secrets", access: .scope(.machinesWrite)),
        Route(method: "POST", path: "/v1/machines/{machine}/allow", access: .scope(.machinesWrite)),
        Route(method: "POST", path: "/v1/machines/{machine}/quarantine", access: .scope(.machinesWrite)),
        Route(method: "POST", path: "/v1/machines/{machine}/revoke", access: .scope(.machinesWrite)),
        Route(method: "PUT", path: "/v1/machines/{machine}/profile", access: .scope(.machinesWrite)),
        Route(method: "POST", path: "/v1/machines/{machine}/commands", access: .scope(.machinesWrite)),
        Route(method: "POST", path: "/v1/profiles/sign", access: .scope(.machinesWrite)),
        Route(method: "GET", path: "/v1/places", access: .scope(.placesRead)),
        Route(method: "GET", path: "/v1/places/{place}", access: .scope(.placesRead)),
        Route(method: "PUT", path: "/v1/places/{place}", access: .scope(.placesWrite)),
        Route(method: "DELETE", path: "/v1/places/{place}", access: .scope(.placesWrite)),
        Route(method: "PUT", path: "/v1/places/{place}/machine", access: .scope(.placesWrite)),
        Route(method: "PUT", path: "/v1/places/{place}/lanes/{lane}", access: .scope(.placesWrite)),
    ]

    private static let operatorQueue = [
        Route(method: "GET", path: "/v1/sales", access: .scope(.salesRead)),
        Route(method: "GET", path: "/v1/sales/{sale}", access: .scope(.salesRead)),
        Route(method: "POST", path: "/v1/sales/{sale}/resolve", access: .scope(.salesResolve)),
        Route(method: "POST", path: "/v1/sales/{sale}/refunded", access: .scope(.salesResolve)),
        Route(method: "POST", path: "/v1/sales/{sale}/credited", access: .scope(.salesResolve)),
        Route(method: "POST", path: "/v1/sales/{sale}/written-off", access: .scope(.salesResolve)),
        Route(method: "GET", path: "/v1/ledger/accounts", access: .scope(.ledgerRead)),
        Route(method: "GET", path: "/v1/ledger/transfers", access: .scope(.ledgerRead)),
        Route(method: "GET", path: "/v1/ledger/check", access: .scope(.ledgerRead)),
        Route(method: "GET", path: "/v1/events", access: .scope(.eventsRead)),
        Route(method: "GET", path: "/v1/alarms", access: .scope(.alarmsRead)),
        Route(method: "POST", path: "/v1/alarms/{alarm}/acknowledge", access: .scope(.alarmsAcknowledge)),
        Route(method: "POST", path: "/v1/sandbox/payments", access: .scope(.sandboxPay)),
    ]
}
