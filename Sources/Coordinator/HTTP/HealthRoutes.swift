import Database
package import Hummingbird
import Rails

/// `/livez`, `/readyz` and `/health`.
package struct HealthRoutes: Sendable {
    let runtime: Runtime
    let rails: RailSet

    /// Makes the routes.
    package init(runtime: Runtime, rails: RailSet) {
        self.runtime = runtime
        self.rails = rails
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/livez") { _, _ in Response.bytes(Array("alive\n".utf8), type: "text/plain") }
        router.get("/readyz") { _, _ in
            _ = try await runtime.view { try $0.transaction.first("SELECT 1 AS one") }
            return Response.bytes(Array("ready\n".utf8), type: "text/plain")
        }
        router.get("/health") { _, _ in try await health() }
    }

    private struct Health: Encodable {
        struct RailState: Encodable {
            let rail: String
            let ready: Bool
            let trouble: String?
        }

        let database: String
        let rails: [RailState]
        let openAlarms: Int
        let salesWithPerson: Int
    }

    private func health() async throws -> Response {
        let (alarms, queue) = try await runtime.view { work in
            let alarms = try work.transaction.first("SELECT count(*) AS total FROM alarm WHERE acknowledged_at IS NULL")
            let queue = try work.transaction.first("SELECT count(DISTINCT sale) AS total FROM sale_queue")
            return (try alarms?.int64("total") ?? 0, try queue?.int64("total") ?? 0)
        }
        let states = rails.stands.map { stand in
            Health.RailState(rail: stand.rail.id, ready: stand.trouble == nil, trouble: stand.trouble)
        }
        return try Response.json(
            Health(database: "ok", rails: states, openAlarms: Int(alarms), salesWithPerson: Int(queue))
        )
    }
}
