import TestSupport
import Testing

/// Somebody else's program is told of everything, although it and the coordinator end again and again.
@Suite("Webhooks, end to end", .timeLimit(.minutes(5)))
struct WebhookTests {
    private static func stand() async throws -> Stand {
        var options = Stand.Options()
        options.configuration +=
            #","webhooks":{"allowPrivate":true,"firstRetrySeconds":1,"longestRetrySeconds":1}"#
        return try await Stand.start(options)
    }

    private static func subscribe(_ stand: Stand, _ receiver: Receiver) async throws -> String {
        let port = receiver.port
        let made = try await stand.patient {
            try await stand.api.post(
                "/v1/webhooks",
                #"{"name":"till","url":"http://127.0.0.1:\#(port)/hooks","kinds":["*"]}"#
            )
        }
        try receiver.setSecret(made["secret"].text)
        return "/v1/webhooks/\(made["id"].text)"
    }

    private static func sell(_ stand: Stand, _ selection: String) async throws {
        let order = try await stand.order(selection)["id"].text
        try await stand.pay(order)
        try await stand.sale(order) { $0["ending"].text == "captured" }
    }

    /// Waits until the receiver has the whole log, in its order, and says how many messages it got twice.
    private static func repetitions(_ stand: Stand, _ receiver: Receiver) async throws -> Int {
        var taken: [String] = []
        try await eventually("the receiver has every event", timeoutSeconds: 90, pollMilliseconds: 250) {
            taken = try receiver.taken()
            let log = try await stand.events().map { $0["id"].text }
            return taken.last == log.last && Set(taken).count == log.count
        }
        let log = try await stand.events().map { $0["id"].text }
        var once: [String] = []
        for id in taken where id != once.last { once.append(id) }
        #expect(once == Array(log.prefix(once.count)))
        #expect(once.count > 30)
        return taken.count - once.count
    }

    @Test func everyEventArrivesInOrderAlthoughReceiverAndCoordinatorEnd() async throws {
        let stand = try await Self.stand()
        let receiver = try Receiver()
        try await receiver.start()
        let path = try await Self.subscribe(stand, receiver)
        // From the log's beginning, so that there is much to tell.
        _ = try await stand.api.post("\(path)/replay", "{}")
        try await Self.sell(stand, "a1")
        try await eventually("something is told", timeoutSeconds: 30) { try receiver.taken().count > 3 }

        try await receiver.stop()
        try await Self.sell(stand, "a2")
        try await stand.patient {
            guard try await stand.api.get(path)["attempts"].integer > 1 else {
                throw TestSupportError("nobody misses the receiver")
            }
        }
        try await stand.killCoordinator()
        try await stand.startCoordinator()
        try await Self.sell(stand, "a3")
        #expect(try await stand.api.get(path)["state"].text == "active")
        let before = try receiver.taken()
        try await receiver.start()
        // Killed while it catches up.
        try await eventually("it catches up", timeoutSeconds: 60, pollMilliseconds: 1) {
            try receiver.taken().count > before.count
        }
        try await stand.killCoordinator()
        try await stand.startCoordinator()
        try await stand.untilReady()
        try await Self.sell(stand, "a4")

        let repetitions = try await Self.repetitions(stand, receiver)
        // At most the one message that was on its way at each kill.
        #expect(repetitions <= 2)
        #expect(try await stand.api.get(path)["deadLetters"].integer == 0)
        try await receiver.stop()
    }

    @Test func aReceiverWithAnotherSecretTakesNothingUntilItHasTheRightOne() async throws {
        let stand = try await Self.stand()
        let receiver = try Receiver()
        try await receiver.start()
        let path = try await Self.subscribe(stand, receiver)
        try receiver.setSecret("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
        try await Self.sell(stand, "a1")
        try await stand.patient {
            let view = try await stand.api.get(path)
            guard view["attempts"].integer > 0, view["lastAnswer"].text == "status 401" else {
                throw TestSupportError("not refused yet: \(view)")
            }
        }
        #expect(try receiver.taken().isEmpty)
        let secret = try await stand.api.post("\(path)/rotate", "{}")["secret"].text
        try receiver.setSecret(secret)
        try await eventually("the messages are taken", timeoutSeconds: 60) { try receiver.taken().count > 5 }
        let test = try await stand.api.post("\(path)/test", "")
        #expect(test["status"].integer == 204)
        try await receiver.stop()
    }
}
