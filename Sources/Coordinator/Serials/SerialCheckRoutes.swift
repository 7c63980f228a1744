package import Hummingbird
import Passport

/// `/v1/serials/check`: the books of serials, counted anew by anyone with the scope.
package struct SerialCheckRoutes: Sendable {
    let runtime: Runtime

    /// Makes the routes.
    package init(runtime: Runtime) { self.runtime = runtime }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/serials/check") { _, _ in
            try Response.json(SerialCheckView(await SerialCheck.run(runtime)))
        }
    }
}

/// The answer: right, or what is not.
struct SerialCheckView: Encodable {
    struct Finding: Encodable {
        let kind: String
        let subject: String
        let text: String
    }

    let balanced: Bool
    let blocks: Int
    let serials: [String: Int]
    let findings: [Finding]

    init(_ check: SerialCheck) {
        balanced = check.findings.isEmpty
        blocks = check.blocks
        serials = Dictionary(uniqueKeysWithValues: check.states.map { ($0.key.rawValue, $0.value) })
        findings = check.findings.map { Finding(kind: $0.kind.rawValue, subject: $0.subject, text: $0.text) }
    }
}
