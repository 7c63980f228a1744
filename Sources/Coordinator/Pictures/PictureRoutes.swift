package import Hummingbird

/// Pictures of selections: operators put them, everyone sees them.
package struct PictureRoutes: Sendable {
    let runtime: Runtime

    /// Makes the routes.
    package init(runtime: Runtime) { self.runtime = runtime }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.put("/v1/places/{place}/selections/{selection}/picture") { request, context in
            try await put(request, context)
        }
        router.delete("/v1/places/{place}/selections/{selection}/picture") { _, context in
            try await remove(context)
        }
        router.get("/m/{place}/pictures/{picture}") { _, context in try await show(context) }
    }

    private func put(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let picture = try SelectionPicture(await request.bytes(limit: SelectionPicture.maximumBytes))
        let by = try context.requireCaller().name
        let (place, selection) = (try context.text("place"), try context.text("selection"))
        try await runtime.perform {
            try PictureRepository.put(picture, place: place, selection: selection, by: by, in: $0)
        }
        return Response.noContent
    }

    private func remove(_ context: AppRequestContext) async throws -> Response {
        let by = try context.requireCaller().name
        let (place, selection) = (try context.text("place"), try context.text("selection"))
        try await runtime.perform {
            try PictureRepository.remove(place: place, selection: selection, by: by, in: $0)
        }
        return Response.noContent
    }

    private func show(_ context: AppRequestContext) async throws -> Response {
        let place = try context.text("place")
        let parts = try context.text("picture").split(separator: ".")
        let selection = parts.first.map(String.init) ?? ""
        let picture = try await runtime.view {
            try PictureRepository.find(place: place, selection: selection, in: $0)
        }
        guard let picture, parts.count == 2, picture.digest.hasPrefix(parts[1]), parts[1].count == 12 else {
            throw CoordinatorError(.notFound, "There is no such picture; load the page again.")
        }
        return Response.bytes(picture.bytes, type: picture.type, cache: "public, max-age=31536000, immutable")
    }
}
