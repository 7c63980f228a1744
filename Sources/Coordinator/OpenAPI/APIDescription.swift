/// The API as its callers may rely on it: what `/openapi.json` says and what requests are checked against.
package enum APIDescription {
    /// Every feature. Add one here.
    package static let features: [APIFeature] = [
        .orders, .machines, .places, .sales, .ledger, .events, .alarms, .sandbox, .health, .webhooks, .audit,
        .tokens, .serials, .passports, .life, .runs, .exports, .backups, .recovery, .description, .agents, .pictures,
        .links, .delegations, .carriers, .log, .keys,
    ]

    /// Every schema by name.
    package static let schemas: [String: JSONSchema] = features.reduce(into: [:]) { all, feature in
        all.merge(feature.schemas) { first, _ in first }
    }

    /// Whether a route has to be described. Pages, their forms and their assets are for people: whatever is not under
    /// `/v1/` or `/log/` and is not one of the addresses that monitors and programs know by convention.
    package static func isDescribed(path: String) -> Bool {
        path.hasPrefix("/v1/") || path.hasPrefix("/log/") || wellKnown.contains(path)
    }

    /// The operation behind a route; nil for pages.
    package static func operation(method: String, path: String) -> APIOperation? { index["\(method) \(path)"] }

    private static let wellKnown: Set<String> = [
        "/livez", "/readyz", "/health", "/metrics", "/openapi.json", "/.well-known/did.json",
    ]

    private static let index = Dictionary(
        features.flatMap(\.operations).map { ("\($0.method) \($0.path)", $0) },
        uniquingKeysWith: { first, _ in first }
    )
}
