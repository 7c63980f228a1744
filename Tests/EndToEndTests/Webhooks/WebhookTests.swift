import TestSupport
import Testing

/// Somebody else's program is told of everything, although it and the coordinator end again and again.
@Suite("Webhooks, end to end", .timeLimit(.minutes(5)))
struct WebhookTests {
    private static func stand(rule: String = "") async throws -> Stand {
        var options = Stand.Options()
        options.configuration += #","webhooks":{"allowPrivate":true\#(rule)}"#
        return try await Stand.start(options)
    }

    /// - Parameter secret: what the receiver believes to be the secret, from the first message on; if `nil`, the right
    ///   one.
    private static func subscribe(_ stand: Stand, _ receiver: Receiver, secret: String? = nil) async throws -> String {
        let port = receiver.port
        let made = try await stand.patient {
            try await stand.api.post(
                "/v1/webhooks",
                #"{"name":"till","url":"http://127.0.0.1:\#(port)/hooks","kinds":["*"]}"#
            )
        }
        try receiver.setSecret(secret ?? made["secret"].text)
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
        // What was told before the replay began anew is the log's as well, and comes again at its place.
        for id in taken.drop(while: { $0 != log.first }) where id != once.last { once.append(id) }
        #expect(once == Array(log.prefix(once.count)))
        #expect(once.count > 30)
        return taken.count - once.count
    }

    /// The receiver is away for an hour of the coordinator's clock, with the back-off as it is shipped. The coordinator
    /// is killed twice meanwhile, to wake up half an hour later, and once more while it catches up.
    @Test func everyEventArrivesInOrderAlthoughTheReceiverIsAwayForAnHour() async throws {
        let stand = try await Self.stand()
        let receiver = try Receiver()
        try await receiver.start()
        let path = try await Self.subscribe(stand, receiver)
        // From the log's beginning, so that there is much to tell.
        _ = try await stand.api.post("\(path)/replay", "{}")
        try await Self.sell(stand, "a1")
        try await eventually("something is told", timeoutSeconds: 30) { try receiver.taken().count > 3 }

        try await receiver.stop()
        let taken = try receiver.taken()
        try await Self.sell(stand, "a2")
        try await Self.untilMissed(path, by: stand, attempts: 2)
        let attempts = try await stand.api.get(path)["attempts"].integer
        try await stand.restartCoordinator(aheadSeconds: 30 * 60)
        try await stand.untilReady()
        try await Self.sell(stand, "a3")
        try await Self.untilMissed(path, by: stand, attempts: attempts + 1)
        #expect(try await stand.api.get(path)["state"].text == "active")
        #expect(try receiver.taken() == taken, "nobody was told")

        try await receiver.start(aheadSeconds: 60 * 60)
        try await stand.restartCoordinator(aheadSeconds: 60 * 60)
        try await eventually("it catches up", timeoutSeconds: 60, pollMilliseconds: 1) {
            try receiver.taken().count > taken.count
        }
        try await stand.killCoordinator()
        try await stand.startCoordinator()
        try await stand.untilReady()
        try await Self.sell(stand, "a4")

        let repetitions = try await Self.repetitions(stand, receiver)
        // At most the one message that was on its way at each kill.
        #expect(repetitions <= 3)
        #expect(try await stand.api.get(path)["deadLetters"].integer == 0)
        let times = try await stand.events().map { $0["at"].integer }
        #expect((times.last ?? 0) - (times.first ?? 0) > 3_600_000, "the log has the hour")
        try await receiver.stop()
    }

    private static func untilMissed(_ path: String, by stand: Stand, attempts: Int64) async throws {
        try await stand.patient {
            guard try await stand.api.get(path)["attempts"].integer >= attempts else {
                throw TestSupportError("nobody misses the receiver")
            }
        }
    }

    @Test func aReceiverWithAnotherSecretTakesNothingUntilItHasTheRightOne() async throws {
        let stand = try await Self.stand(rule: #","firstRetrySeconds":1,"longestRetrySeconds":1"#)
        let receiver = try Receiver()
        try await receiver.start()
        let wrong = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
        let path = try await Self.subscribe(stand, receiver, secret: wrong)
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
