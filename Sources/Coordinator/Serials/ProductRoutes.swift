package import Hummingbird
import Passport

/// `/v1/products`: products whose pieces get serials, and the serials one by one.
package struct ProductRoutes: Sendable {
    let runtime: Runtime

    /// Makes the routes.
    package init(runtime: Runtime) { self.runtime = runtime }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/products") { request, _ in
            let (cursor, limit) = (request.query("cursor"), try request.pageLimit())
            let page = try await runtime.view { try ProductRepository.page(cursor: cursor, limit: limit, in: $0) }
            return try Response.page("products", page.map(ProductView.init))
        }
        router.get("/v1/products/{gtin}") { _, context in
            let gtin = try context.gtin()
            return try Response.json(ProductView(await runtime.view { try ProductRepository.get(gtin, in: $0) }))
        }
        router.put("/v1/products/{gtin}") { request, context in
            let (gtin, caller) = (try context.gtin(), try context.requireCaller())
            let change = try await request.json(ProductChange.self)
            let product = try await runtime.perform { work in
                try ProductRepository.put(change, gtin: gtin, caller: caller, in: work)
            }
            return try Response.json(ProductView(product))
        }
        router.get("/v1/products/{gtin}/serials/{serial}") { _, context in
            let (gtin, text) = (try context.gtin(), try context.text("serial"))
            return try Response.json(await runtime.view { try Self.serial(gtin, text, in: $0) })
        }
    }

    private static func serial(_ gtin: GTIN, _ text: String, in work: Work) throws -> SerialView {
        guard let serial = try? Serial(text), let record = try SerialBook.find(gtin, serial, in: work) else {
            throw CoordinatorError(.notFound, "There is no serial \(text.prefix(40)) of \(gtin).")
        }
        return SerialView(record, steps: try SerialBook.steps(gtin, serial, in: work))
    }
}

extension AppRequestContext {
    /// The product of the path.
    /// - Throws: `invalid` with what is wrong with the number.
    func gtin() throws -> GTIN {
        try GTIN.named(text("gtin"))
    }
}

extension GTIN {
    /// The product of a request.
    /// - Throws: `invalid` with what is wrong with the number.
    static func named(_ text: String) throws(CoordinatorError) -> GTIN {
        do throws(PassportError) {
            return try GTIN(text)
        } catch {
            throw CoordinatorError(.invalid, error.message)
        }
    }
}
