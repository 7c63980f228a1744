import HTTPTypes
package import Hummingbird
import Passport
import Protocol

/// The passport interface of EN 18222: reads by passport, by product and by date, create, update, archive, and single
/// elements. What a reader may not see is taken out before anything is written.
package struct PassportRoutes: Sendable {
    let runtime: Runtime
    let issuer: PassportIssuer
    let watch: ProbeWatch

    /// How a passport is written.
    package enum Representation: String, CaseIterable {
        case full, compressed, credential
    }

    /// The media type of a merge patch (RFC 7396 section 4).
    static let patchType = "application/merge-patch+json"
    /// Most products of one question.
    static let maximumProducts = 1_000

    private var reader: PassportReader { PassportReader(runtime: runtime) }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        addReads(to: router)
        router.put("/v1/products/{gtin}/passport") { request, context in
            let (gtin, caller) = (try context.gtin(), try context.requireCaller())
            let template = try PassportTemplate(json: Self.body(await request.bytes()))
            let product = try await runtime.perform { work in
                try ProductRepository.setPassport(template, gtin: gtin, by: caller.name, in: work)
            }
            return try Response.json(ProductView(product))
        }
        router.post("/v1/dpps") { request, context in try await create(request, context) }
        router.patch("/v1/dpps/{dpp}") { request, context in
            let patch = try Self.body(await request.bytes())
            return try await change(context, request) { $0.merged(with: patch) }
        }
        router.delete("/v1/dpps/{dpp}") { request, context in
            _ = try await change(context, request) { content in
                content.merged(with: ["dppStatus": .string(PassportHead.Status.archived.rawValue)])
            }
            return Response.noContent
        }
        router.patch("/v1/dpps/{dpp}/elements/{path}") { request, context in
            let path = try Self.path(context)
            let patch = try Self.body(await request.bytes())
            return try await change(context, request) { content in
                guard content[path: path] != nil else {
                    throw CoordinatorError(.notFound, "The passport has nothing at this path.")
                }
                let nested = path.names.reversed().reduce(patch) { value, name in .object([.init(name, value)]) }
                return content.merged(with: nested)
            }
        }
    }

    private func addReads(to router: Router<AppRequestContext>) {
        router.get("/v1/dpps/{dpp}") { request, context in
            let id = try context.text("dpp")
            return try await read(request) { work in
                let record = try PassportBook.get(id, in: work)
                return try PassportBook.version(record.version, of: record, in: work)
            }
        }
        router.get("/v1/dppsByProductId/{product}") { request, context in
            let product = try DigitalLink.named(context.text("product"))
            return try await read(request) { work in
                guard let record = try PassportBook.find(product, in: work) else {
                    throw CoordinatorError(.notFound, "There is no passport of this product.")
                }
                return try PassportBook.version(record.version, of: record, in: work)
            }
        }
        router.get("/v1/dppsByIdAndDate/{dpp}") { request, context in
            let id = try context.text("dpp")
            guard let milliseconds = request.query("date").flatMap(UTCTime.milliseconds) else {
                throw CoordinatorError(.invalid, "date must be a time in UTC, like 2026-11-20T10:00:00Z.")
            }
            return try await read(request) { work in
                try PassportBook.version(at: milliseconds, of: PassportBook.get(id, in: work), in: work)
            }
        }
        router.post("/v1/dppsByProductIds") { request, context in try await find(request, context) }
        router.get("/v1/dpps/{dpp}/elements/{path}") { request, context in
            let (id, path) = (try context.text("dpp"), try Self.path(context))
            let tier = try await reader.tier(request)
            let document = try await runtime.view { work in
                let record = try PassportBook.get(id, in: work)
                return try PassportBook.version(record.version, of: record, in: work).view(for: tier).json
            }
            // What is hidden from a reader and what is not there are the same answer.
            guard let value = document[path: path] else {
                throw CoordinatorError(.notFound, "The passport has nothing at this path.")
            }
            return try Response.json(value)
        }
    }

    private func read(
        _ request: Request,
        _ find: @escaping @Sendable (Work) throws -> ProductPassport
    ) async throws -> Response {
        let tier = try await reader.tier(request)
        let view = try await runtime.view { try find($0).view(for: tier) }
        let media = MediaPreferences(request.headers[.accept] ?? "")
        let asked = request.query("representation").flatMap(Representation.init) ?? .full
        let wanted = asked == .credential ? .token : SignedCredential.Form.allCases.first { media.prefers($0.rawValue) }
        guard let form = wanted else { return try Self.answer(view, compressed: asked == .compressed) }
        var response = Response.bytes(Array(try issuer.credential(of: view, form).utf8), type: form.rawValue)
        response.headers[.eTag] = Self.etag(view.version)
        response.headers[.vary] = Self.vary
        return response
    }

    /// What an answer depends on besides its address.
    private static let vary = "Accept, Authorization"

    private static func answer(_ view: PassportView, compressed: Bool) throws -> Response {
        var response = try Response.json(compressed ? view.compressedJSON : view.json)
        response.headers[.eTag] = etag(view.version)
        response.headers[.vary] = vary
        return response
    }

    private static func etag(_ version: Int64) -> String { "\"\(version)\"" }

    private struct Products: Decodable { let productIds: [String] }

    private struct Match: Encodable {
        let productId: String
        let dppId: String
    }

    private func find(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let products = try await request.json(Products.self).productIds
        let cursors = PageCursor(list: "dpps")
        let (cursor, limit) = (try cursors.position(request.query("cursor"), parts: 1), try request.pageLimit())
        let start = cursor?.first.flatMap(Int.init) ?? 0
        let asked = Array(products.enumerated().dropFirst(max(0, start)).prefix(limit))
        let matches = try await runtime.view { work in
            try asked.compactMap { _, product -> Match? in
                try PassportBook.find(DigitalLink.named(product), in: work).map {
                    Match(productId: product, dppId: $0.id)
                }
            }
        }
        // One by one they would be so many requests that find nothing.
        let client = watch.client(of: request, context)
        let wait = await watch.missed(client, count: asked.count - matches.count)
        guard wait <= 0 else { throw TooManyRequests(afterSeconds: Int(wait)) }
        let end = asked.last.map { $0.offset + 1 } ?? products.count
        let next = end < products.count ? cursors.text(after: [String(end)]) : nil
        return try Response.json(Matches(matches: matches, next: next))
    }

    private struct Matches: Encodable {
        let matches: [Match]
        let next: String?
    }

    private func create(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        var json = try Self.body(await request.bytes())
        guard let link = json["uniqueProductIdentifier"]?.string else {
            throw CoordinatorError(.invalid, "uniqueProductIdentifier must be the link of a product, lot or piece.")
        }
        json["uniqueProductIdentifier"] = nil
        let (product, content) = (try DigitalLink.named(link), try PassportTemplate(json: json))
        guard let gtin = product.gtin else {
            throw CoordinatorError(.invalid, "A passport is of a product; the link has no GTIN.")
        }
        return try await runtime.create(context) { work in
            let owner = try ProductRepository.get(gtin, in: work).owner
            let made = try PassportBook.create(content, of: product, owner: owner, actor: caller.name, in: work)
            try PassportBook.log(made, actor: caller.name, in: work)
            try EventLog.append(
                .passportChanged,
                subject: made.head.id,
                owner: owner,
                data: ["by": caller.name, "version": "1", "product": product.identity],
                in: work
            )
            return try Created(made.view(for: .owner).json, location: "/v1/dpps/\(made.head.id)")
        }
    }

    private func change(
        _ context: AppRequestContext,
        _ request: Request,
        _ patch: @escaping @Sendable (JSONValue) throws -> JSONValue
    ) async throws -> Response {
        let (id, by) = (try context.text("dpp"), try context.requireCaller().name)
        let expected = request.headers[.ifMatch]
        let changed = try await runtime.perform { work in
            let record = try PassportBook.get(id, in: work)
            guard expected == nil || expected == Self.etag(record.version) else {
                throw CoordinatorError(
                    .conflict,
                    "\(id) is at version \(record.version) by now; read it again, and change that."
                )
            }
            let before = try PassportBook.version(record.version, of: record, in: work)
            let content = try PassportTemplate(json: patch(PassportTemplate(before).json))
            return try PassportBook.change(record, to: content, actor: by, in: work)
        }
        return try Self.answer(changed.view(for: .owner), compressed: false)
    }

    private static func body(_ bytes: [UInt8]) throws(CoordinatorError) -> JSONValue {
        do throws(PassportError) {
            return try JSONValue(parsing: bytes, maximumBytes: PassportTemplate.maximumBytes)
        } catch {
            throw CoordinatorError(.invalid, "The body is not the JSON this route takes: \(error.message)")
        }
    }

    private static func path(_ context: AppRequestContext) throws -> ElementPath {
        let text = try context.text("path")
        do throws(PassportError) {
            return try ElementPath(text)
        } catch {
            throw CoordinatorError(.invalid, error.message)
        }
    }
}

extension DigitalLink {
    /// The product, lot or piece of a request.
    /// - Throws: `invalid`, saying where the link is wrong.
    static func named(_ text: String) throws(CoordinatorError) -> DigitalLink {
        do throws(PassportError) {
            return try DigitalLink(text)
        } catch {
            throw CoordinatorError(.invalid, "\(error.message)\(error.position.map { " (at byte \($0))" } ?? "")")
        }
    }
}
