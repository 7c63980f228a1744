import Database
import Foundation
import Logging
import Passport
import ServiceLifecycle
import TestSupport

@testable import Coordinator

/// A resolver that listens on a port of this computer: inside of a coordinator, or alone on a copy of its database.
/// Whoever asks can't tell which.
struct ResolverStand: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case inside, alone
    }

    let port: Int

    static let root = "https://id.example.com"
    static let product = "/01/09520123456788"
    static let piece = "/01/09520123456788/21/4Q7ZK2M9XW3TB"

    /// What the tests' product has.
    static let links = #"""
        {"anchor":"/01/09520123456788","description":"Pump P-40","links":[
        {"linkType":"gs1:pip","href":"https://example.com/p40","title":"Product","type":"text/html","hreflang":["en"],
        "default":true},
        {"linkType":"gs1:pip","href":"https://example.com/p40-fr","title":"Produit","type":"text/html",
        "hreflang":["fr"]},
        {"linkType":"gs1:hasRetailers","href":"https://example.com/shops","title":"Shops","fwqs":false}]}
        """#

    /// Opens a shop whose product has links and one piece with a passport, and visits its resolver.
    static func visit(
        _ kind: Kind,
        change: (inout CoordinatorConfiguration) -> Void = { _ in },
        furnish: (Shop) async throws -> Void = { _ in },
        _ body: @Sendable (ResolverStand) async throws -> Void
    ) async throws {
        let shop = try await Shop.open {
            $0.resolver.root = root
            $0.listen.port = 0
            change(&$0)
        }
        try await add(links, of: shop)
        try await shop.coordinator.runtime.perform { work in
            try PassportAddresses.publish(DigitalLink(root + piece), owner: Owner.operator, in: work)
        }
        try await furnish(shop)
        switch kind {
        case .inside:
            try await serve(body) { told in try shop.coordinator.application { told($0) } }
            await shop.close()
        case .alone:
            try await shop.coordinator.runtime.perform { try ReplicaClock.set(in: $0) }
            await shop.close()
            let copy = shop.folder.path("replica.sqlite")
            try await ReplicaCopy.make(of: shop.folder.path("state/coordinator.sqlite"), at: copy)
            let (configuration, clock) = (shop.configuration, shop.clock)
            try await serve(body) { told in
                try ResolverServer(
                    configuration,
                    database: copy,
                    logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
                    clock: { Moment(milliseconds: clock.wallMilliseconds) },
                    onListening: { told($0) }
                )
            }
        }
    }

    /// Makes something over the API.
    static func add(_ body: String, to path: String = "/v1/links", of shop: Shop) async throws {
        let answer = try await shop.post(path, body: body)
        guard answer.status == 201 else { throw TestSupportError("\(path): \(answer.status) \(answer.body)") }
    }

    /// Runs a server while the body visits it.
    static func serve(
        _ body: @Sendable (ResolverStand) async throws -> Void,
        _ make: (@escaping @Sendable (Int) -> Void) throws -> any Service
    ) async throws {
        let (ports, told) = AsyncStream.makeStream(of: Int.self)
        let group = ServiceGroup(
            services: [try make { told.yield($0) }],
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { told.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            if let port = await iterator.next() {
                do {
                    try await body(ResolverStand(port: port))
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Asks and waits for the answer.
    func ask(_ target: String, _ headers: [String] = [], method: String = "GET") async throws -> Heard {
        let client = try PlainClient(port: port)
        client.send(method, target, headers: headers + ["Connection: close"])
        try await eventually("\(method) \(target) is answered", pollMilliseconds: 2) {
            _ = client.take()
            return client.hasEnded
        }
        return Heard(client.text)
    }
}

/// Copies a database as an operator would, into one file that is whole.
enum ReplicaCopy {
    static func make(of database: String, at path: String) async throws {
        let copying = try ChildProcess("sqlite3", arguments: ["-readonly", database, "VACUUM INTO '\(path).new'"])
        guard try await copying.waitUntilExit() == 0 else {
            throw TestSupportError("the database was not copied: \(copying.lines)")
        }
        guard rename("\(path).new", path) == 0 else { throw TestSupportError("the copy was not put in place") }
    }
}
