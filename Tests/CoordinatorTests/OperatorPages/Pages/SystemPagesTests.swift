import Database
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("System pages")
struct SystemPagesTests {
    /// A coordinator that waits for one machine after a restore.
    private func recovering() async throws -> Shop {
        let shop = try await Shop.open()
        try await shop.coordinator.runtime.perform { work in
            let key = SigningKey().verifyingKey.text
            _ = try work.transaction.execute(
                """
                INSERT INTO machine (id, name, owner, identity_key, operational_keys, status, incarnation, last_counter,
                    received_counter, through, ratchet, confirmed, epoch, created_at)
                VALUES ($id, 'snack-1', 'operator', $key, $key, 'allowed', 1, 0, 0, 0, '', 1, 0, 0)
                """,
                ["id": .text(Shop.machine), "key": .text(key)]
            )
            try RecoveryBook.start(.restore, subject: "", above: 0, in: work)
        }
        return shop
    }

    @Test func sayOnEveryPageThatARecoveryGoesOn() async throws {
        let shop = try await recovering()
        let visitor = try await Visitor.loggedIn(to: shop)
        for path in ["/operator", "/operator/sales", "/operator/recovery"] {
            #expect(try await visitor.get(path).body.contains("Nothing is sold: a recovery goes on."), "\(path)")
        }
        #expect(try await visitor.get("/operator").body.contains("One thing needs you now.") == false)
        await shop.close()
    }

    @Test func endARecoveryWithAReason() async throws {
        let shop = try await recovering()
        let visitor = try await Visitor.loggedIn(to: shop)
        let path = "/operator/recovery/machines/\(PercentEncoding.encode(Shop.machine))/close"
        let silent = try await visitor.submit(path, ["note": " "])
        #expect(silent.status == 400 && silent.body.contains("Write why"))
        #expect(try await visitor.submit(path, ["note": "burnt down"]).location == "/operator/recovery")
        #expect(try await visitor.get("/operator/recovery").body.contains("Nothing is being recovered"))
        #expect(try await visitor.submit(path, ["note": "again"]).status == 303)
        #expect(try await visitor.get("/operator/recovery").body.contains("Nobody waited for that any more."))
        await shop.close()
    }

    @Test func showWhatPeopleDid() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop, name: "grace")
        _ = try await visitor.submit("/operator/places/hall/lanes/A", ["action": "disable"])
        let page = try await visitor.get("/operator/audit").body
        #expect(page.contains("grace") && page.contains("lane.changed") && page.contains("session.started"))
        #expect(try await visitor.get("/operator/audit?before=1").status == 200)
        #expect(try await visitor.get("/operator/audit?before=x").status == 200)
        #expect(try await visitor.get("/operator/audit?before=99999999999").status == 200)
        await shop.close()
    }

    @Test func sayWhenTheLastBackupWasTaken() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let early = try await visitor.get("/operator/backups")
        #expect(early.status == 200 && early.body.contains("No backup was taken yet."))
        #expect(early.body.contains("mintmark backup make"))
        shop.clock.advance(milliseconds: 86_400_001)
        #expect(try await Visitor.loggedIn(to: shop).get("/operator").body.contains("No backup was ever taken"))
        let deployment = shop.coordinator.keys.deployment
        try await shop.coordinator.runtime.perform { work in
            let data = ["by": "eva", "bytes": "12345678", "generation": "1", "takenAt": "0"]
            try EventLog.append(.backupMade, subject: deployment, owner: Owner.operator, data: data, in: work)
        }
        let later = try await Visitor.loggedIn(to: shop)
        #expect(try await !later.get("/operator").body.contains("backup was"))
        let page = try await later.get("/operator/backups").body
        #expect(page.contains("The last backup is recent.") && page.contains("eva") && page.contains("12.3 MB"))
        shop.clock.advance(milliseconds: 9 * 86_400_000)
        #expect(
            try await Visitor.loggedIn(to: shop).get("/operator").body.contains("The last backup is 9 days old")
        )
        await shop.close()
    }

    @Test func nameEveryEventAndAlarmInWords() {
        for kind in EventKind.allCases { #expect(EventWords.title(kind.rawValue, [:]) != kind.rawValue, "\(kind)") }
        for code in AlarmCode.allCases { #expect(AlarmWords.title(code.rawValue) != code.rawValue, "\(code)") }
    }

    @Test func pauseAndResumeAWebhook() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        #expect(try await visitor.get("/operator/webhooks").body.contains("Nobody else is told."))
        let made = try await shop.post(
            "/v1/webhooks",
            body: #"{"name":"till","url":"https://till.example/secret-path","kinds":["sale.*"]}"#
        )
        #expect(made.status == 201)
        let id = try await shop.coordinator.runtime.view { try WebhookRepository.list(owner: Owner.operator, in: $0) }
        let path = "/operator/webhooks/\(try #require(id.first).id)"
        #expect(try await visitor.get("/operator/webhooks").body.contains("till.example"))
        #expect(try await !visitor.get("/operator/webhooks").body.contains("secret-path"))
        _ = try await visitor.submit(path, ["action": "pause"])
        #expect(try await visitor.get("/operator/webhooks").body.contains("Paused"))
        _ = try await visitor.submit(path, ["action": "resume"])
        #expect(try await visitor.get("/operator/webhooks").body.contains("Active"))
        #expect(try await visitor.submit(path, ["action": "explode"]).status == 400)
        await shop.close()
    }

    @Test func letAMachineInWithASecretThatIsShownOnce() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let answer = try await visitor.submit("/operator/machines", ["name": "snack-9"])
        #expect(answer.status == 200 && answer.body.contains("The one-time secret of snack-9"))
        let secret = try #require(answer.body.firstMatch(of: /class="secret">([^<]+)</)?.1)
        #expect(try await !visitor.get("/operator/machines").body.contains(secret))
        let wrong = try await visitor.submit("/operator/machines", ["name": "Not A Name"])
        #expect(wrong.status == 400 && wrong.body.contains(#"value="Not A Name""#))
        await shop.close()
    }
}
