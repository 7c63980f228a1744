import Database
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Webhook sender")
struct WebhookSenderTests {
    @Test func tellsEveryEventOnceInOrderAndSigned() async throws {
        let site = try await WebhookShop.open()
        let start = try await site.view().cursor
        let order = try await site.shop.order()
        try await site.shop.pay(order)
        try await site.shop.report(.finished, order)
        let events = try await site.events(after: start)
        #expect(events.count > 5)
        #expect(try await site.send() == events.count)
        #expect(site.receiver.accepted.map(\.id) == events.map(\.id))
        for (message, event) in zip(site.receiver.accepted, events) {
            #expect(message.kind == event.kind)
            let expected = site.secret.signature(id: message.id, seconds: message.seconds, body: message.body)
            #expect(message.signatures == [expected])
            #expect(message.body.contains(#""data":\#(event.data)"#))
            #expect(message.body.contains(#""type":"\#(event.kind)""#))
        }
        #expect(try await site.send() == 0)
        #expect(try await site.view().cursor == events.last?.cursor)
        await site.shop.close()
    }

    /// The promise, in simulated time: nothing is lost, repeated or out of order, and nobody is pestered.
    @Test func anHourWithoutAReceiverLosesNothingEvenOverARestart() async throws {
        let site = try await WebhookShop.open()
        let start = try await site.view().cursor
        try await site.happen()
        try await site.send()
        // It is told of its own beginning too.
        #expect(site.receiver.accepted.map(\.kind) == ["webhook.made", "sighting.unknown"])
        site.receiver.isUp = false
        for minute in 0..<60 {
            try await site.happen()
            if minute % 7 == 0 { _ = try await site.shop.order() }
            try await site.send()
            if minute == 30 {
                let before = try await site.view()
                #expect(before.attempts > 3 && before.lastAnswer == "no answer: connection refused")
                try await site.shop.restart()
                let after = try await site.view()
                #expect(after.attempts == before.attempts && after.nextAt == before.nextAt)
                // Not due yet, so a restart asks nobody.
                let attempts = site.receiver.attempts
                try await site.send()
                #expect(site.receiver.attempts == attempts)
            }
            site.shop.clock.advance(milliseconds: 60_000)
        }
        #expect(site.receiver.accepted.count == 2)
        #expect(site.receiver.attempts < 25)
        #expect(try await site.shop.alarms().contains("webhook.failing"))
        site.receiver.isUp = true
        site.shop.clock.advance(milliseconds: 3_600_000)
        try await site.send()
        let events = try await site.events(after: start)
        #expect(events.count > 60)
        #expect(site.receiver.accepted.map(\.id) == events.map(\.id))
        #expect(try await site.view().deadLetters == 0)
        await site.shop.close()
    }

    @Test func aMessageThatIsNeverTakenGoesToTheDeadLettersAndTheRestGoesOn() async throws {
        let site = try await WebhookShop.open()
        let start = try await site.view().cursor
        site.receiver.answers {
            $0.kind == "alarm.raised" ? .status(500, retryAfterSeconds: nil) : .status(200, retryAfterSeconds: nil)
        }
        try await site.happen(.sightingSeen)
        try await site.happen(.alarmRaised)
        try await site.happen(.saleChanged)
        for attempt in 1...15 {
            try await site.send()
            if attempt < 15 { #expect(try await site.view().attempts == Int64(attempt)) }
            site.shop.clock.advance(milliseconds: 3_600_000)
        }
        let alarms = try await site.shop.alarms()
        #expect(alarms.contains("webhook.deadLetter") && alarms.contains("webhook.failing"))
        let poison = try #require(try await site.events(after: start).first { $0.kind == "alarm.raised" })
        let letter = try #require(try await site.letters().first)
        #expect(letter.event == poison.id && letter.kind == "alarm.raised" && letter.attempts == 15)
        #expect(site.receiver.accepted.map(\.kind).contains("sale.changed"))

        // A person repairs the receiver and asks for it again.
        site.receiver.answers { _ in .status(200, retryAfterSeconds: nil) }
        for _ in 0..<3 {
            try await site.send()
            site.shop.clock.advance(milliseconds: 3_600_000)
        }
        try await site.act("dead-letters/\(letter.event)/retry")
        try await site.send()
        #expect(site.receiver.accepted.map(\.id).contains(letter.event))
        #expect(try await site.letters().isEmpty)
        let code = try await site.shop.post(site.path + "/dead-letters/\(letter.event)/retry", body: "{}").code
        #expect(code == "notFound")
        await site.shop.close()
    }

    @Test func aRetriedDeadLetterThatFailsAgainStaysAndBlocksNothing() async throws {
        let site = try await WebhookShop.open(kinds: #"["sighting.*"]"#)
        site.receiver.answers { _ in .status(400, retryAfterSeconds: nil) }
        try await site.happen()
        for _ in 1...15 {
            try await site.send()
            site.shop.clock.advance(milliseconds: 3_600_000)
        }
        #expect(try await site.letters().count == 1)
        try await site.act("dead-letters/retry")
        #expect(try await site.letters().first?.retrying == true)
        try await site.send()
        let letter = try #require(try await site.letters().first)
        #expect(!letter.retrying && letter.attempts == 16)
        site.receiver.answers { _ in .status(200, retryAfterSeconds: nil) }
        try await site.happen()
        #expect(try await site.send() == 1)
        await site.shop.close()
    }

    @Test func aReceiverThatIsGoneIsNotAskedAgain() async throws {
        let site = try await WebhookShop.open()
        try await site.happen()
        site.receiver.answers { _ in .status(410, retryAfterSeconds: nil) }
        #expect(try await site.send() == 1)
        #expect(try await site.view().state == "disabled")
        #expect(try await site.shop.alarms().contains("webhook.disabled"))
        site.shop.clock.advance(milliseconds: 3_600_000)
        #expect(try await site.send() == 0)
        site.receiver.answers { _ in .status(200, retryAfterSeconds: nil) }
        try await site.act("resume")
        // Nothing was lost by it: it goes on where it was.
        #expect(try await site.send() >= 3)
        await site.shop.close()
    }

    @Test func goesOnWhereItWasAfterAPauseAndAnywhereByAReplay() async throws {
        let site = try await WebhookShop.open(kinds: #"["sighting.unknown"]"#)
        try await site.happen()
        try await site.act("pause")
        try await site.happen()
        #expect(try await site.send() == 0)
        try await site.act("resume")
        #expect(try await site.send() == 2)
        let ids = site.receiver.accepted.map(\.id)
        #expect(Set(ids).count == 2)
        let first = try #require(try await site.events().first { $0.id == ids[0] })
        try await site.act("replay", #"{"after":"\#(first.cursor)"}"#)
        #expect(try await site.send() == 1)
        try await site.act("replay")
        #expect(try await site.send() == 2)
        #expect(site.receiver.accepted.map(\.id) == ids + [ids[1]] + ids)
        #expect(try await site.shop.post(site.path + "/replay", body: #"{"after":"x"}"#).code == "invalid")
        await site.shop.close()
    }

    @Test func anAnswerThatCameAfterAChangeDoesNotCount() async throws {
        let site = try await WebhookShop.open(kinds: #"["sighting.unknown"]"#)
        try await site.happen()
        let before = try await site.view().cursor
        let (id, runtime) = (site.id, site.shop.coordinator.runtime)
        site.receiver.answers { message in
            // A person goes back to the beginning while the message is on its way.
            _ = try? await runtime.perform { work in
                let webhook = try WebhookRepository.get(id, owner: Owner.operator, in: work)
                guard webhook.revision == 1 else { return }
                _ = try WebhookRepository.change(webhook, "position = position", in: work)
            }
            return .status(200, retryAfterSeconds: nil)
        }
        // Sent twice, under one id: the first answer was about a webhook that is not any more.
        #expect(try await site.send() == 2)
        #expect(Set(site.receiver.accepted.map(\.id)).count == 1)
        #expect(try await site.view().cursor != before)
        await site.shop.close()
    }

    @Test func tellsOnlyTheKindsThatWereAskedForAndOnlyTheOwnersEvents() async throws {
        let site = try await WebhookShop.open(kinds: #"["sighting.*","sale.changed"]"#)
        for kind in [EventKind.sightingSeen, .sightingUnknown, .saleChanged, .saleDispatched, .alarmRaised] {
            try await site.happen(kind)
        }
        try await site.happen(.saleChanged, owner: "brand")
        try await site.send()
        #expect(
            site.receiver.accepted.map(\.kind) == ["sighting.seen", "sighting.unknown", "sale.changed", "sale.changed"]
        )
        let token = try await site.shop.coordinator.runtime.perform {
            try TokenBook().make(name: "brand", owner: "brand", scopes: Set(Scope.allCases), in: $0)
        }
        #expect(try await site.shop.send(.get, site.path, token: token).code == "notFound")
        let made = try await site.shop.send(
            .post,
            "/v1/webhooks",
            body: #"{"url":"https://brand.example.com/","kinds":["sale.*"],"after":"\#(EventCursor.encode(0))"}"#,
            token: token
        )
        #expect(made.status == 201)
        let before = site.receiver.accepted.count
        try await site.send()
        #expect(site.receiver.accepted.dropFirst(before).map(\.url) == ["https://brand.example.com/"])
        await site.shop.close()
    }

    @Test func manyEventsOfOtherKindsArePassedOverForGood() async throws {
        let site = try await WebhookShop.open(kinds: #"["rail.captured"]"#)
        let before = try await site.view().cursor
        try await site.shop.coordinator.runtime.perform { work in
            for _ in 0..<600 { try EventLog.append(.saleChanged, subject: "x", owner: Owner.operator, in: work) }
        }
        #expect(try await site.send() == 0)
        #expect(try await site.view().cursor != before)
        try await site.happen(.railCaptured)
        #expect(try await site.send() == 1)
        await site.shop.close()
    }

    @Test func aNewSecretSignsAtOnceAndTheOldOneForAStatedTime() async throws {
        let site = try await WebhookShop.open(kinds: #"["sighting.*"]"#)
        let answer = try await site.act("rotate", #"{"oldSecretSeconds":3600}"#)
        let fresh = try WebhookShop.secret(#require(try answer.json(WebhookShop.View.self).secret))
        #expect(fresh != site.secret)
        try await site.happen()
        try await site.send()
        site.shop.clock.advance(milliseconds: 3_600_000)
        try await site.happen()
        try await site.send()
        let (first, second) = (site.receiver.accepted[0], site.receiver.accepted[1])
        func signature(_ secret: WebhookSecret, _ message: FakeReceiver.Message) -> String {
            secret.signature(id: message.id, seconds: message.seconds, body: message.body)
        }
        #expect(first.signatures == [signature(fresh, first), signature(site.secret, first)])
        #expect(second.signatures == [signature(fresh, second)])
        await site.shop.close()
    }

    @Test(.timeLimit(.minutes(1))) func aSlowReceiverDoesNotHoldOthersBack() async throws {
        let site = try await WebhookShop.open()
        try await site.shop.post(
            "/v1/webhooks",
            body: #"{"url":"https://slow.example.com/","kinds":["*"],"after":"\#(EventCursor.encode(0))"}"#
        )
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        site.receiver.answers { message in
            if message.url.contains("slow") { for await _ in gate {} }
            return .status(200, retryAfterSeconds: nil)
        }
        let sender = site.sender
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sender.run() }
            for count in 2...6 {
                try await site.happen()
                try await eventually("the quick one has its messages") {
                    site.receiver.accepted.count { !$0.url.contains("slow") } >= count
                }
            }
            #expect(!site.receiver.accepted.contains { $0.url.contains("slow") })
            opening.finish()
            try await eventually("the slow one catches up") {
                site.receiver.accepted.contains { $0.url.contains("slow") }
            }
            group.cancelAll()
        }
        await site.shop.close()
    }
}
