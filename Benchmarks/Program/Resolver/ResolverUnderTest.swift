import Coordinator
import Database
import Foundation
import SQLite
import TestSupport

/// The resolver as it is run, on a database that is large.
struct ResolverUnderTest {
    let port: Int
    let process: ChildProcess

    /// Pieces that have a passport.
    static let pieces = 1_000_000

    /// The serial of a piece: eight hexadecimal digits in no order. wrk's script computes the same.
    static func serial(_ number: Int) -> String {
        let mixed = String((number * 2_654_435_761) % 4_294_967_296, radix: 16, uppercase: true)
        return "4Q7ZK" + String(repeating: "0", count: 8 - mixed.count) + mixed
    }

    static func start(in folder: TemporaryDirectory) async throws -> ResolverUnderTest {
        let database = folder.path("replica.sqlite")
        try fill(folder.path("source.sqlite"), copyingTo: database)
        let port = try freePort()
        let config = folder.path("resolver.json")
        let text = """
            {"listen":{"host":"127.0.0.1","port":\(port)},"publicURL":"https://dpp.example.com",
            "resolver":{"root":"https://id.example.com"}}
            """
        try text.write(toFile: config, atomically: true, encoding: .utf8)
        let process = try ChildProcess(
            BuiltProducts.path("mintmark-coordinator"),
            arguments: ["--role", "resolver", "--config", config, "--database", database]
        )
        try await process.waitForLine(containing: "listening")
        return ResolverUnderTest(port: port, process: process)
    }

    func stop() async throws {
        process.terminate()
        try await process.waitUntilExit()
    }

    private static func fill(_ path: String, copyingTo copy: String) throws {
        let connection = try Connection(path: path)
        for migration in Schema.migrations { try connection.execute(migration.sql) }
        try connection.transaction {
            try connection.run(
                "INSERT INTO replica_clock (id, at) VALUES (1, $at)",
                ["at": .integer(Int64(Date().timeIntervalSince1970 * 1_000))]
            )
            try connection.run(
                """
                INSERT INTO link_set (id, anchor, owner, version, removed, links, created_at, changed_at)
                VALUES ('1', '/01/09520123456788', 'operator', 1, 0, $links, 0, 0)
                """,
                [
                    "links": .text(
                        #"{"links":[{"linkType":"gs1:pip","href":"https://example.com/p","title":"P","default":true}]}"#
                    )
                ]
            )
            for number in 0..<pieces {
                try connection.run(
                    "INSERT INTO passport_address (anchor, owner, published_at) VALUES ($anchor, 'operator', 0)",
                    ["anchor": .text("/01/09520123456788/21/\(serial(number))")]
                )
            }
        }
        try connection.execute("VACUUM INTO '\(copy)'")
    }
}
