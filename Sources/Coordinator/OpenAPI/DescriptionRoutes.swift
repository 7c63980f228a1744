package import Hummingbird

/// `/openapi.json`.
package struct DescriptionRoutes: Sendable {
    let url: String

    /// Makes the routes.
    /// - Parameter url: how callers reach this coordinator.
    package init(url: String) { self.url = url }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        let document = APIDescription.document(url: url)
        router.get("/openapi.json") { _, _ in try Response.json(document) }
    }
}
