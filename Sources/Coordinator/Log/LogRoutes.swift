package import Hummingbird
import Passport

/// `/log/`: the log for everyone, as C2SP tlog-tiles has it, and proofs of its leaves.
package struct LogRoutes: Sendable {
    let desk: LogDesk

    /// A file of a full or partial tile never changes.
    private static let immutable = "public, max-age=31536000, immutable"
    /// A checkpoint is good for a moment.
    private static let brief = "public, max-age=1"
    private static let text = "text/plain; charset=utf-8"

    /// Makes the routes.
    package init(_ stand: LogStand) { desk = LogDesk(stand) }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/log/checkpoint") { _, _ in
            Response.bytes(Array(try await desk.checkpoint().description.utf8), type: Self.text, cache: Self.brief)
        }
        // The number of a tile has one to three parts, and a partial one its width behind them.
        for parts in 1...4 {
            let names = (1...parts).map { "part\($0)" }
            let path = names.map { "/{\($0)}" }.joined()
            router.get("/log/tile/{level}\(path)") { _, context in
                try await tile(try (["level"] + names).map { try context.text($0) })
            }
        }
        router.get("/log/proof/{place}") { _, context in
            guard let place = UInt64(try context.text("place")), place <= UInt64(Int64.max) else {
                throw CoordinatorError(.notFound, "The place of a leaf is a number from 0 on.")
            }
            return Self.answer(try await desk.proof(of: place))
        }
        router.get("/log/proof") { request, _ in
            let product = try request.query("product").map(DigitalLink.named)
            guard let subject = product?.logSubject ?? request.query("subject"),
                let sequence = Int64(request.query("sequence") ?? "0"), sequence >= 0
            else {
                throw CoordinatorError(
                    .invalid,
                    "Ask with ?product= or ?subject=, and &sequence=, or for /log/proof/{place}."
                )
            }
            return Self.answer(try await desk.proof(of: subject, sequence: sequence))
        }
    }

    private func tile(_ parts: [String]) async throws -> Response {
        let coordinate: TileCoordinate
        do {
            coordinate = try TileCoordinate(path: "tile/\(parts.joined(separator: "/"))")
        } catch {
            throw CoordinatorError(.notFound, "There is no such tile.", cause: error.message)
        }
        let bytes = try await desk.file(coordinate)
        return Response.bytes(bytes, type: "application/octet-stream", cache: Self.immutable)
    }

    private static func answer(_ proof: LogProofFile) -> Response {
        Response.bytes(Array(proof.description.utf8), type: text)
    }
}
