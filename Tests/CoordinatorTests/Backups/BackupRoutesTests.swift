import Backup
import Database
import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Backup routes", .timeLimit(.minutes(2)))
struct BackupRoutesTests {
    /// The folders of copies that are being sent.
    private static func copies(_ shop: Shop) throws -> [String] { try copies(in: shop.folder.path("state")) }

    private static func copies(in state: String) throws -> [String] {
        try names(state).filter { $0.hasPrefix(".snapshot-") }
    }

    private static func names(_ folder: String) throws -> [String] {
        guard let stream = opendir(folder) else { throw TestSupportError("\(folder) can't be listed") }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
            )
        }
        return names
    }

    private static func desk(_ shop: Shop) -> BackupDesk {
        BackupDesk(
            runtime: shop.coordinator.runtime,
            stateFolder: shop.folder.path("state"),
            operatorToken: shop.folder.path("state/operator.token"),
            deployment: shop.coordinator.keys.deployment
        )
    }

    private static func token(_ shop: Shop, _ scopes: Set<Scope>) async throws -> String {
        try await shop.coordinator.runtime.perform {
            try TokenBook().make(name: "nightly", owner: Owner.operator, scopes: scopes, by: "operator", in: $0)
        }
    }

    @Test func answerABackupThatCanBeRestored() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        let token = try await Self.token(shop, [.backupsMake])
        let (file, now) = (shop.folder.path("backup.tar"), shop.clock.wallMilliseconds)
        try await Application(router: shop.coordinator.router()).test(.router) { client in
            let headers: HTTPFields = [.authorization: "Bearer \(token)"]
            try await client.execute(uri: "/v1/backups", method: .post, headers: headers) { response in
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "application/x-tar")
                #expect(response.headers[.contentLength] == String(response.body.readableBytes))
                #expect(response.headers[.cacheControl] == "no-store")
                let name = "attachment; filename=\"mintmark-\(now).tar\""
                #expect(response.headers[.contentDisposition] == name)
                try StateFile.write(Array(response.body.readableBytesView), to: file)
            }
        }
        #expect(try Self.copies(shop) == [])
        let manifest = try BackupReader(file).manifest
        #expect(manifest.deployment == shop.coordinator.keys.deployment && manifest.generation == 1)
        #expect(manifest.takenAt == now)
        // Another life of it, that begins with a recovery.
        await shop.close()
        let state = shop.folder.path("state")
        _ = try Restore(file: file, folder: state, replaces: true, now: 1).run()
        try await shop.restart()
        #expect(try await shop.recovery().generation == 2)
        #expect(try await shop.sale(order).id == order.id)
        await shop.close()
    }

    @Test func leaveAnEventAndAnAct() async throws {
        let shop = try await Shop.open()
        let token = try await Self.token(shop, [.backupsMake])
        #expect(try await shop.send(.post, "/v1/backups", token: token).status == 200)
        let event = try #require(
            try await shop.coordinator.runtime.view { try EventLog.read(after: nil, limit: 1_000, in: $0) }
                .last { $0.kind == EventKind.backupMade.rawValue }
        )
        let data = try StrictJSON.decode([String: String].self, from: Array(event.data.utf8))
        #expect(data["by"] == "nightly" && data["generation"] == "1")
        #expect(data["bytes"].flatMap { Int64($0) }.map { $0 > 0 && $0 % 512 == 0 } == true)
        let deployment = shop.coordinator.keys.deployment
        #expect(try await shop.acts(of: .backupMade) == ["nightly \(EventKind.backupMade.rawValue) \(deployment)"])
        await shop.close()
    }

    @Test func needTheirScope() async throws {
        let shop = try await Shop.open()
        let other = try await Self.token(shop, Set(Scope.allCases).subtracting([.backupsMake]))
        #expect(try await shop.send(.post, "/v1/backups", token: other).code == "forbidden")
        #expect(try await shop.send(.post, "/v1/backups").status == 401)
        #expect(try await shop.get("/v1/backups").status == 405)
        #expect(try await shop.acts(of: .backupMade) == [])
        await shop.close()
    }

    @Test func makeOneAtATime() async throws {
        let shop = try await Shop.open()
        let desk = Self.desk(shop)
        do {
            let taken = try await desk.take(by: "ada")
            #expect(try Self.copies(shop).count == 1)
            await #expect(throws: CoordinatorError(.conflict, "")) { try await desk.take(by: "ada") }
            #expect(try await Self.post(desk, shop).code == "conflict")
            withExtendedLifetime(taken) {}
        }
        // The thread that made the copy may let go of it a moment later.
        try await eventually("the copy is gone") { try Self.copies(shop) == [] }
        for _ in 0..<2 {
            try await eventually("the next backup is made") { try await Self.post(desk, shop).status == 200 }
        }
        await shop.close()
    }

    @Test func aDamagedDatabaseIsAClearProblem() async throws {
        let shop = try await Shop.open()
        let desk = Self.desk(shop)
        try await shop.coordinator.runtime.perform {
            _ = try $0.transaction.execute("PRAGMA application_id = 1")
        }
        await #expect(throws: CoordinatorError(.unexpected, "")) { try await desk.take(by: "ada") }
        #expect(try await shop.acts(of: .backupMade) == [])
        #expect(try Self.copies(shop) == [])
        // Its turn is given back.
        await #expect(throws: CoordinatorError(.unexpected, "")) { try await desk.take(by: "ada") }
        await shop.close()
    }

    @Test func aCopyThatCantBeWrittenIsAClearProblem() async throws {
        let shop = try await Shop.open()
        unlink(shop.folder.path("state/tls.key"))
        guard mkdir(shop.folder.path("state/tls.key"), 0o700) == 0 else { throw TestSupportError("mkdir") }
        let answer = try await shop.send(.post, "/v1/backups", token: shop.token)
        #expect(answer.status == 507 && answer.code == "storageFull")
        #expect(answer.body.contains("No backup was made"))
        #expect(try Self.copies(shop) == [])
        await shop.close()
    }

    @Test func areOverWhenTheirReaderGoesAway() async throws {
        let shop = try await Shop.open()
        let folder = shop.folder.path("state/rail-big")
        try StateFile.makeFolder(folder)
        // More than sockets hold between the two.
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 1_023) + [UInt8(ascii: "\n")]
        try StateFile.write(Array(repeatElement(line, count: 32_768).joined()), to: "\(folder)/log.jsonl")
        let (desk, state, token) = (Self.desk(shop), shop.folder.path("state"), shop.token)
        try await Application(router: Self.router(desk, shop), server: .connections).test(.live) { live in
            var client: PlainClient? = try PlainClient(port: #require(live.port))
            let headers = ["Authorization: Bearer \(token)", "Content-Length: 0"]
            client?.send("POST", "/v1/backups", headers: headers)
            try await eventually("it is being sent", timeoutSeconds: 60) { client?.takeSome() == true }
            #expect(client?.text.contains("200 OK") == true)
            #expect(try Self.copies(in: state).count == 1)
            await #expect(throws: CoordinatorError(.conflict, "")) { try await desk.take(by: "ada") }
            client = nil
            try await eventually("the copy is gone", timeoutSeconds: 30) { try Self.copies(in: state).isEmpty }
            try await eventually("the turn is given back") { (try? await desk.take(by: "ada")) != nil }
        }
        await shop.close()
    }

    /// Routes on one desk, which several requests meet.
    private static func router(_ desk: BackupDesk, _ shop: Shop) -> Router<AppRequestContext> {
        let router = Router(context: AppRequestContext.self)
        let coordinator = shop.coordinator
        let pages = OperatorDesk(
            runtime: coordinator.runtime,
            writer: coordinator.pages,
            publicURL: shop.configuration.publicURL
        )
        router.addGuards(runtime: coordinator.runtime, pages: PageAccess(desk: pages))
        BackupRoutes(desk: desk).add(to: router)
        return router
    }

    /// Asks for a backup.
    private static func post(_ desk: BackupDesk, _ shop: Shop) async throws -> Shop.Answer {
        let headers: HTTPFields = [.authorization: "Bearer \(shop.token)"]
        return try await Application(router: router(desk, shop)).test(.router) { client in
            try await client.execute(uri: "/v1/backups", method: .post, headers: headers) { response in
                Shop.Answer(
                    status: response.status.code,
                    body: String(buffer: response.body),
                    type: response.headers[.contentType] ?? "",
                    location: nil,
                    link: nil,
                    cache: "",
                    cookie: nil
                )
            }
        }
    }
}
