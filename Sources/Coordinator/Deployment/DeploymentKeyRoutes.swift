package import Hummingbird
import Platform

/// `POST /v1/keys/rotate`: have a key of the deployment replaced.
package struct DeploymentKeyRoutes: Sendable {
    let runtime: Runtime
    let stateFolder: String
    let deployment: String

    private struct Request: Codable { let key: String }

    /// Adds the route.
    package func add(to router: Router<AppRequestContext>) {
        router.post("/v1/keys/rotate") { request, context in
            let name = try await request.json(Request.self).key
            guard let key = DeploymentKey(rawValue: name) else {
                throw CoordinatorError(.invalid, "key must be command or tls; no other one can be replaced.")
            }
            let by = try context.requireCaller().name
            try await replace(key, by: by)
            return try Response.json(Request(key: name))
        }
    }

    private func replace(_ key: DeploymentKey, by: String) async throws {
        let (folder, deployment) = (stateFolder, deployment)
        try await DedicatedThread.run("key-files") { try key.askToReplace(in: folder) }
        try await runtime.perform { work in
            try EventLog.append(
                .keyRotated,
                subject: deployment,
                owner: Owner.operator,
                data: ["key": key.rawValue, "by": by],
                in: work
            )
        }
    }
}
