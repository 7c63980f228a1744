import Database
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Audit log")
struct AuditLogTests {
    private struct Entry: Decodable {
        let sequence: Int64
        let generation: Int64
        let actor: String
        let action: String
        let subject: String
    }

    private static func entries(_ shop: Shop) async throws -> [Entry] {
        try await shop.coordinator.runtime.view { try AuditLog.read(after: 0, limit: 10_000, in: $0) }.map {
            try StrictJSON.decode(Entry.self, from: $0.entry, maximumBytes: 1 << 20)
        }
    }

    /// Checks the exported log as somebody with the public key would.
    private static func head(_ lines: [Substring], _ shop: Shop) throws -> AuditHead {
        var verifier = AuditVerifier(key: shop.coordinator.keys.audit.verifyingKey)
        for line in lines { try verifier.take(Array(line.utf8)) }
        return try verifier.finish()
    }

    @Test func everyActOfTheAPILeavesAnEntryThatNamesItsCaller() async throws {
        let shop = try await Shop.open(stock: 9)
        let before = try await Self.entries(shop).count
        let token = try await shop.coordinator.runtime.perform {
            try TokenBook().make(
                name: "ada",
                owner: Owner.operator,
                scopes: Set(Scope.allCases),
                by: "operator",
                in: $0
            )
        }
        func act(_ method: Shop.Method, _ path: String, _ body: String) async throws {
            let answer = try await shop.send(method, path, body: body, token: token)
            guard (200..<300).contains(answer.status) else { throw TestSupportError("\(path): \(answer.body)") }
        }
        try await act(.put, "/v1/places/attic", Shop.place)
        try await act(.put, "/v1/places/attic", Shop.place.replacing("150", with: "160"))
        try await act(.put, "/v1/places/attic/lanes/A", #"{"count":4}"#)
        try await act(.put, "/v1/places/attic/lanes/A", #"{"enabled":false}"#)
        try await act(.delete, "/v1/places/attic", "")
        try await act(.post, "/v1/machines/secrets", #"{"name":"snack-1"}"#)
        let machine = try RecordedMachine()
        let challenge = try await shop.send(.post, "/v1/agent/enrol", body: "").json(SessionChallenge.self).nonce
        #expect(try await shop.send(.post, "/v1/agent/enrol", body: machine.enrolment(challenge)).status == 200)
        try await act(.post, "/v1/machines/\(machine.id)/allow", "")
        try await act(.put, "/v1/machines/\(machine.id)/profile", SmallProfile.text())
        try await act(.post, "/v1/machines/\(machine.id)/commands", #"{"command":"ping"}"#)
        try await act(.post, "/v1/machines/\(machine.id)/quarantine", #"{"reason":"smoke"}"#)
        try await act(.post, "/v1/machines/\(machine.id)/revoke", #"{"reason":"burnt"}"#)
        let alarm = try await shop.coordinator.runtime.view { try AlarmBook.list(openOnly: true, limit: 1, in: $0) }
        try await act(.post, "/v1/alarms/\(try #require(alarm.first).id)/acknowledge", "")
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.inDoubt, order)
        try await act(
            .post,
            "/v1/sales/\(order.id)/resolve",
            #"{"outcome":"notDelivered","note":"looked into the lane"}"#
        )
        try await act(.post, "/v1/sales/\(order.id)/refunded", #"{"reference":"tx1"}"#)

        let entries = try await Self.entries(shop).dropFirst(before)
        #expect(entries.first?.action == "token.made" && entries.first?.actor == "operator")
        let acts = entries.dropFirst().filter { $0.actor != "sale" }
        #expect(
            acts.map(\.action) == [
                "place.created", "place.changed", "stock.changed", "lane.changed", "place.changed", "secret.issued",
                "machine.allowed", "machine.profile", "command.queued", "machine.quarantined", "machine.revoked",
                "alarm.acknowledged",
                "sale.resolved", "sale.resolved",
            ]
        )
        #expect(acts.allSatisfy { $0.actor == "ada" && $0.generation == 1 })
        #expect(acts.first { $0.action == "machine.profile" }?.subject == machine.id.description)
        let after = try await shop.coordinator.runtime.view { try AuditLog.head(in: $0) }
        #expect(after.sequence == Int64(before + entries.count))
        await shop.close()
    }

    @Test func whatAMachineRefusesIsItsOwnAct() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            try await desk.post([desk.receipt(1, command, ReceiptDesk.refusal(.badSignature))], counter: 1)
            let entries = try await stand.runtime.view { try AuditLog.read(after: 0, limit: 100, in: $0) }
                .map { try StrictJSON.decode(Entry.self, from: $0.entry, maximumBytes: 1 << 20) }
            let refusals = entries.filter { $0.action == "command.refused" }
            #expect(refusals.map(\.actor) == [desk.machine.id.description])
            // A delivery that a sale asked for is nobody's act.
            #expect(!entries.contains { $0.action == "command.queued" })
        }
    }

    @Test func isWrittenWithTheActOrNotAtAll() async throws {
        let shop = try await Shop.open()
        let runtime = shop.coordinator.runtime
        let before = try await runtime.view { try AuditLog.head(in: $0) }
        await #expect(throws: CoordinatorError(.conflict, "")) {
            try await runtime.perform { work in
                try EventLog.append(.stockChanged, subject: "hall", owner: "operator", data: ["by": "ada"], in: work)
                throw CoordinatorError(.conflict, "")
            }
        }
        #expect(try await runtime.view { try AuditLog.head(in: $0) } == before)
        await shop.close()
    }

    @Test func canOnlyGrow() async throws {
        let shop = try await Shop.open()
        let runtime = shop.coordinator.runtime
        let before = try await runtime.view { try AuditLog.read(after: 0, limit: 1_000, in: $0) }
        #expect(before.count > 3)
        for sql in [
            "UPDATE audit SET entry = '{}' WHERE sequence = 2", "DELETE FROM audit WHERE sequence = 2",
            "DELETE FROM audit", "INSERT INTO audit SELECT 99, entry, hash, signature FROM audit WHERE sequence = 1",
            "INSERT OR REPLACE INTO audit SELECT 2, entry, hash, signature FROM audit WHERE sequence = 1",
        ] {
            await #expect(throws: DatabaseError.self, "\(sql)") {
                try await runtime.perform { _ = try $0.transaction.execute(sql) }
            }
        }
        #expect(try await runtime.view { try AuditLog.read(after: 0, limit: 1_000, in: $0) } == before)
        await shop.close()
    }

    @Test func isReadInPagesThatTogetherAreTheWholeChain() async throws {
        let shop = try await Shop.open()
        var lines: [Substring] = []
        var path = "/v1/audit?limit=2"
        while true {
            let answer = try await shop.get(path)
            #expect(answer.status == 200 && answer.type == "application/x-ndjson")
            let page = answer.body.split(separator: "\n")
            let link = try #require(answer.link)
            path = link.dropFirst().prefix { $0 != ">" } + "&limit=2"
            guard !page.isEmpty else { break }
            #expect(page.count <= 2)
            lines += page
        }
        let head = try Self.head(lines, shop)
        #expect(try await shop.coordinator.runtime.view { try AuditLog.head(in: $0) } == head)
        #expect(try await shop.get("/v1/audit").body.split(separator: "\n") == lines)
        for cursor in ["nonsense", EventCursor.encode(head.sequence + 1), EventCursor.encode(-1)] {
            #expect(try await shop.get("/v1/audit?after=\(cursor)").code == "invalid", "\(cursor)")
        }
        await shop.close()
    }

    @Test func itsKeyIsCertifiedByTheRootAndLiesInTheStateFolder() async throws {
        struct Key: Decodable {
            let key: VerifyingKey
            let root: VerifyingKey
            let certificate: String
        }
        let shop = try await Shop.open()
        let key = try await shop.get("/v1/audit/key").json(Key.self)
        let root = shop.coordinator.keys.root.verifyingKey
        let claims = try Envelope.parse(key.certificate, as: .auditKey).verified(by: root).claims(AuditKeyClaims.self)
        #expect(claims.key == key.key && key.root == root && claims.iss == root.fingerprint)
        func file(_ name: String) throws -> String {
            let bytes = try StateFile.read("\(shop.folder.path)/state/\(name)", maximumBytes: 10_000)
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try file("audit.pub") == key.key.text + "\n")
        #expect(try file("audit-key.jwt") == key.certificate + "\n")
        try await shop.restart()
        #expect(try await shop.get("/v1/audit/key").json(Key.self).key == key.key)
        await shop.close()
    }
}
