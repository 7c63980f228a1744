import Testing

@testable import mintmark

/// The lists that have no more to them than a table.
@Suite("Lists")
struct ListTextTests {
    @Test func accountsHaveABalance() throws {
        let account = try Sample.answer(
            """
            {"id":"sales:operator:EUR","owner":"operator","asset":"EUR","role":"sales","debitsPending":"0",
            "debitsPosted":"50","creditsPending":"150","creditsPosted":"300"}
            """,
            as: Answers.Accounts.Account.self
        )
        #expect(
            LedgerText.accounts([account], Presentation()) == """
                ACCOUNT             OWNER       DEBITS   CREDITS   BALANCE  PENDING DEBITS  PENDING CREDITS
                sales:operator:EUR  operator  0.50 EUR  3.00 EUR  2.50 EUR        0.00 EUR         1.50 EUR

                """
        )
        #expect(LedgerText.accounts([], Presentation()).contains("first sale"))
    }

    @Test func theCheckSaysWhatIsWrong() throws {
        let right = try Sample.answer(#"{"balanced":true,"findings":[]}"#, as: Answers.LedgerCheck.self)
        #expect(LedgerText.check(right, Presentation()) == "The books balance: debits equal credits, per asset.\n")
        let wrong = try Sample.answer(
            #"{"balanced":false,"findings":[{"kind":"totalsDiffer","subject":"EUR","text":"1 too much"}]}"#,
            as: Answers.LedgerCheck.self
        )
        #expect(LedgerText.check(wrong, Presentation()).contains("totals differ  EUR      1 too much\n"))
    }

    @Test func alarmsAreNeverShortened() throws {
        let alarm = try Sample.answer(
            """
            {"id":"01alarm","code":"lane.faulted","subject":"lobby/A1","text":"Look at it.","raisedAt":\(Sample.time),
            "count":3}
            """,
            as: Answers.Alarms.Alarm.self
        )
        #expect(
            AlarmsText.list([alarm], Presentation(columns: 10))
                == "lane.faulted  lobby/A1  2025-11-21 03:11:05Z  01alarm  3 times\n  Look at it.\n"
        )
        #expect(AlarmsText.list([], Presentation()).hasPrefix("No alarm is open."))
    }

    @Test func eventsShowTheirData() throws {
        let long = String(repeating: "x", count: 80)
        let event = try Sample.event("lane.changed", data: #""lane":"A1","enabled":true,"quote":"\#(long)","fault":"""#)
        let text = EventsText.list([event], Presentation())
        #expect(
            text.contains("lane.changed  01sale   enabled=true lane=A1 quote=\(String(repeating: "x", count: 59))…\n")
        )
        #expect(
            EventsText.line(event, Presentation()).hasPrefix("2025-11-21 03:11:05Z  lane.changed  01sale  enabled=true")
        )
        #expect(EventsText.list([], Presentation()).contains("No event"))
    }

    @Test func healthSaysWhichPartFailed() throws {
        let health = try Sample.answer(
            """
            {"status":"failed","components":[{"name":"database","status":"ok","critical":true,"detail":"fine",
            "since":\(Sample.time)},{"name":"disk","status":"failed","critical":true,"detail":"Make room.",
            "since":\(Sample.time)}]}
            """,
            as: Answers.Health.self
        )
        let text = HealthText.text(health, Presentation())
        #expect(text.hasPrefix("The coordinator is failed.\n"))
        #expect(text.contains("disk      failed  2025-11-21 03:11:05Z  Make room.\n"))
    }

    @Test func tokensAreShownWithTheirScopes() throws {
        let token = try Sample.answer(
            """
            {"id":"01token","name":"accounting","owner":"operator","scopes":["ledger:read","sales:read"],
            "createdAt":\(Sample.time),"usedAt":\(Sample.time)}
            """,
            as: Answers.Token.self
        )
        #expect(
            TokenText.list([token], Presentation()) == """
                TOKEN    NAME        OWNER     MADE                  LAST USED   SCOPES
                01token  accounting  operator  2025-11-21 03:11:05Z  2025-11-21  ledger:read sales:read

                """
        )
        #expect(TokenText.list([], Presentation()).contains("mintmark token make"))
    }

    @Test func aWebhooksSecretIsShownWhenItWasJustMade() throws {
        func webhook(_ members: String) throws -> Answers.Webhook {
            try Sample.answer(
                """
                {"id":"01hook","name":"shop","url":"https://shop.example/hook","kinds":["sale.*"],"state":"active",
                "attempts":0,"deadLetters":2\(members)}
                """
            )
        }
        #expect(!WebhookText.sheet(try webhook(""), Presentation()).contains("secret"))
        let made = WebhookText.sheet(try webhook(#","secret":"whsec_1""#), Presentation())
        #expect(made.contains("secret        whsec_1\nKeep the secret"))
        let list = WebhookText.list([try webhook(#","stateReason":"x""#)], Presentation())
        #expect(list.contains("01hook   shop  active             2  sale.*  https://shop.example/hook\n"))
        #expect(WebhookText.list([], Presentation()).contains("mintmark webhook add"))
    }
}
