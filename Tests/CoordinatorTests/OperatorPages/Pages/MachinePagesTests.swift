import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Machine pages")
struct MachinePagesTests {
    /// A coordinator that a machine without a secret asked.
    private func asked(_ shop: Shop) async throws -> MachineID {
        let machine = try RecordedMachine("snack-7")
        let challenge = try await shop.send(.post, "/v1/agent/enrol", body: "").json(SessionChallenge.self).nonce
        #expect(try await shop.send(.post, "/v1/agent/enrol", body: machine.enrolment(challenge)).status == 200)
        return machine.id
    }

    private static func path(_ id: MachineID) -> String { "/operator/machines/\(PercentEncoding.encode("\(id)"))" }

    @Test func whoAsksIsShownWithEveryDigitAndLetIn() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let id = try await asked(shop)
        #expect(try await visitor.get("/operator/machines").body.contains(id.fingerprint))
        let page = try await visitor.get(Self.path(id)).body
        #expect(page.contains("<code class=\"secret\">\(id)</code>"))
        #expect(page.contains("Refuse it") && !page.contains("Revoke it for good") && !page.contains("Set it aside"))
        #expect(try await visitor.submit(Self.path(id) + "/allow", [:]).status == 303)
        let after = try await visitor.get(Self.path(id)).body
        #expect(after.contains("Revoke it for good") && after.contains("Set it aside") && !after.contains("Refuse it"))
        await shop.close()
    }

    @Test func whoIsRefusedIsRevokedForGood() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let id = try await asked(shop)
        let silent = try await visitor.submit(Self.path(id) + "/revoke", ["reason": ""])
        #expect(silent.status == 400 && silent.body.contains("Write why"))
        #expect(try await visitor.submit(Self.path(id) + "/revoke", ["reason": "nobody knows it"]).status == 303)
        let page = try await visitor.get(Self.path(id)).body
        #expect(page.contains("Revoked") && page.contains("nobody knows it"))
        #expect(!page.contains("Allow this machine") && !page.contains("Refuse it") && !page.contains("Set it aside"))
        #expect(try await visitor.submit(Self.path(id) + "/allow", [:]).status == 409)
        // It asks no person for anything any more.
        #expect(try await !visitor.get("/operator").body.contains("snack-7 asks to be let in"))
        await shop.close()
    }
}
