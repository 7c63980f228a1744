import HTTPTypes
package import Hummingbird
import NIOCore
import Passport
import Protocol

/// `/v1/productEvents` and the events in the words of EPCIS 2.0: what happened to products, entered by whoever signs
/// with a key that the product's maker knows, or that the product was handed to.
package struct ProductEventRoutes: Sendable {
    let runtime: Runtime
    let issuer: PassportIssuer

    /// Makes the routes.
    package init(runtime: Runtime, issuer: PassportIssuer) {
        self.runtime = runtime
        self.issuer = issuer
    }

    private var reader: PassportReader { PassportReader(runtime: runtime) }
    private static let cursors = PageCursor(list: "productEvents")

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.post("/v1/productEvents") { request, _ in try await enter(request) }
        router.get("/v1/productEvents") { request, _ in
            guard let text = request.query("product") else {
                throw CoordinatorError(.invalid, "Ask with ?product= and the link of a product, percent-encoded.")
            }
            let (tier, link) = (try await reader.tier(request), try DigitalLink.named(text))
            let (cursor, limit) = (request.query("cursor"), try request.pageLimit())
            let page = try await page(of: link, cursor, limit: limit, tier)
            return try Response.page("productEvents", page)
        }
        router.get("/v1/epcis/epcs/{epc}/events") { request, context in
            let (tier, link) = (try await reader.tier(request), try DigitalLink.named(context.text("epc")))
            let now = runtime.clock().milliseconds
            let events = try await runtime.view { work in
                guard try PassportBook.find(link, in: work) != nil else { throw Self.unknown }
                return try ProductEventBook.events(of: [link.identity], limit: HTTPLimits.pageRows, in: work)
                    .map { $0.event.json(for: tier) }
            }
            var response = try Response.json(ObjectEvent.document(events, createdMilliseconds: now))
            response.headers[.epcisVersion] = "2.0.0"
            return response
        }
        router.get("/.well-known/did.json") { _, _ in try Response.json(issuer.document) }
    }

    private static let unknown = CoordinatorError(.notFound, "There is no passport of this product.")

    private func enter(_ request: Request) async throws -> Response {
        let form = request.headers[.contentType]
            .map { $0.prefix { $0 != ";" }.trimmingPrefix(" ").lowercased() }
            .flatMap(SignedCredential.Form.init(rawValue:))
        guard let form else {
            throw CoordinatorError(
                .unsupportedMediaType,
                "Send the signed event as \(SignedCredential.Form.allCases.map(\.rawValue).joined(separator: " or "))."
            )
        }
        let bytes = try await request.bytes(limit: SignedCredential.maximumBytes)
        let signed = try LifeDesk.refusing { try SignedCredential(bytes, form: form) }
        let (event, isNew) = try await runtime.perform { try LifeDesk.enter(signed, in: $0) }
        let view = try ProductEventView(event, .owner, issuer: issuer)
        return try Response.json(view, status: isNew ? .created : .ok)
    }

    private func page(
        of link: DigitalLink,
        _ cursor: String?,
        limit: Int,
        _ tier: AccessTier
    ) async throws -> ListPage<ProductEventView> {
        let after = try Self.cursors.position(cursor, parts: 1)?.first.flatMap(Int64.init) ?? 0
        let rows = try await runtime.view { work in
            guard try PassportBook.find(link, in: work) != nil else { throw Self.unknown }
            return try ProductEventBook.events(of: [link.identity], after: after, limit: limit + 1, in: work)
        }
        let page = ListPage(rows, limit: limit) { Self.cursors.text(after: [String($0.position)]) }
        return try page.map { try ProductEventView($0.event, tier, issuer: issuer) }
    }
}

extension HTTPField.Name {
    /// Which EPCIS an answer is of (EPCIS 2.0 section 12.7).
    fileprivate static var epcisVersion: HTTPField.Name {
        guard let name = HTTPField.Name("GS1-EPCIS-Version") else { preconditionFailure("the header name is a token") }
        return name
    }
}
