import Database
import HTTPTypes
package import Hummingbird

/// `/livez`, `/readyz` and `/health`.
///
/// - `/livez` answers 503 only when a restart would help: the database gave up. It asks nobody, so that a slow disk or
///   a rail that is down never restarts the program.
/// - `/readyz` answers 503 while nothing can be sold: send customers elsewhere.
/// - `/health` says how every part stands. Degraded is not failed.
package struct HealthRoutes: Sendable {
    let runtime: Runtime
    let vitals: VitalsReader
    let book: HealthBook

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/livez") { _, _ in
            guard runtime.database.statistics.isOpen else { return Self.text("restart me", .serviceUnavailable) }
            return Self.text("alive", .ok)
        }
        router.get("/readyz") { _, _ in
            let isReady = await book.judge(vitals.read()).status != .failed
            return isReady ? Self.text("ready", .ok) : Self.text("not ready; see /health", .serviceUnavailable)
        }
        router.get("/health") { _, _ in
            let summary = await book.judge(vitals.read())
            return try Response.json(summary, status: summary.status == .failed ? .serviceUnavailable : .ok)
        }
    }

    private static func text(_ words: String, _ status: HTTPResponse.Status) -> Response {
        Response.bytes(Array("\(words)\n".utf8), type: "text/plain", status: status)
    }
}
