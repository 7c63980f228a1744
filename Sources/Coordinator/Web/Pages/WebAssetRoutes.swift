import HTTPTypes
package import Hummingbird

/// `GET /assets/{file}`: style sheets and scripts, for ever under their hash.
package struct WebAssetRoutes: Sendable {
    private static let byPath = Dictionary(WebAsset.all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })

    /// Makes the routes.
    package init() {}

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/assets/{file}") { _, context in
            guard let asset = Self.byPath["/assets/\(try context.text("file"))"] else {
                throw CoordinatorError(.notFound, "There is no such file; load the page again.")
            }
            return Response.bytes(asset.bytes, type: asset.type, cache: "public, max-age=31536000, immutable")
        }
    }
}
