import Passport
import TestSupport
import Testing

@testable import Coordinator

/// The resolver's count of guesses where several passports are asked for at once.
@Suite("Guessed passports")
struct GuessedPassportTests {
    private static let path = "/v1/dppsByProductIds"

    private static func ask(
        _ shop: Shop,
        _ links: [String],
        at path: String = path,
        token: String? = nil
    ) async throws -> Shop.Answer {
        let list = links.map { "\"\($0)\"" }.joined(separator: ",")
        return try await shop.send(.post, path, body: #"{"productIds":[\#(list)]}"#, token: token)
    }

    private static func guesses(_ count: Int) -> [String] {
        (0..<count).map { "https://id.gs1.org/01/09520123456788/21/GUESS\($0)" }
    }

    /// Seconds until a client that asked nothing else is told again.
    private static func secondsOfSilence(_ workshop: Workshop) async throws -> Int64 {
        var seconds: Int64 = 0
        while seconds < 2_000, try await ask(workshop.shop, [Workshop.piece]).status == 429 {
            workshop.shop.clock.advance(milliseconds: 5_000)
            seconds += 5
        }
        return seconds
    }

    @Test func eachUnknownSerialOfAQuestionIsCounted() async throws {
        try await Workshop.run(change: { $0.resolver.missesPerClient = 20 }) { workshop in
            let shop = workshop.shop
            let answer = try await Self.ask(shop, Self.guesses(50) + [Workshop.piece])
            #expect(answer.status == 429 && answer.code == "tooManyRequests")
            #expect(try await shop.alarms() == ["resolver.probed"])
            // Held back wherever a serial can be asked for, and not even what is known is told.
            for path in [
                "/v1/dppsByProductId/\(Workshop.piece.replacing("/", with: "%2F"))", "/p/01/09520123456788/21/S1",
                "/01/09520123456788/21/S1",
            ] {
                let answer = try await shop.send(.get, path)
                #expect(answer.status == 429, "\(path)")
            }
            // 50 guesses with 10 s each, of which 19 may be owed.
            #expect(try await Self.secondsOfSilence(workshop) == 310)
        }
    }

    @Test func asManyAsMayBeAskedOneByOneAreAnswered() async throws {
        try await Workshop.run(change: { $0.resolver.missesPerClient = 20 }) { workshop in
            let answer = try await Self.ask(workshop.shop, Self.guesses(20) + [Workshop.piece])
            let page = try JSONValue(parsing: Array(answer.body.utf8))
            #expect(answer.status == 200 && page["matches"]?.elements?.count == 1)
            let again = try await Self.ask(workshop.shop, [Workshop.piece])
            #expect(again.status == 429)
            #expect(try await workshop.shop.alarms() == ["resolver.probed"])
            #expect(try await Self.secondsOfSilence(workshop) == 10)
        }
    }

    /// Only what is on the page that was asked for is looked up.
    @Test func aPageCountsItsOwnGuesses() async throws {
        try await Workshop.run(change: { $0.resolver.missesPerClient = 4 }) { workshop in
            for status in [200, 200, 429] {
                let answer = try await Self.ask(workshop.shop, Self.guesses(50), at: Self.path + "?limit=2")
                #expect(answer.status == status)
            }
        }
    }

    @Test func whatIsKnownIsNoGuess() async throws {
        try await Workshop.run(change: { $0.resolver.missesPerClient = 2 }) { workshop in
            let known = Array(repeating: Workshop.piece, count: 50)
            for _ in 0..<3 {
                let answer = try await Self.ask(workshop.shop, known)
                let page = try JSONValue(parsing: Array(answer.body.utf8))
                #expect(answer.status == 200 && page["matches"]?.elements?.count == 50)
            }
            #expect(try await workshop.shop.alarms().isEmpty)
        }
    }

    /// A token opens more of a passport, and no more guesses, as everywhere.
    @Test func whoeverHasATokenIsCountedToo() async throws {
        try await Workshop.run(change: { $0.resolver.missesPerClient = 2 }) { workshop in
            let answer = try await Self.ask(workshop.shop, Self.guesses(3), token: workshop.shop.token)
            #expect(answer.status == 429)
            let path = "/v1/dppsByProductId/\(Workshop.piece.replacing("/", with: "%2F"))"
            #expect(try await workshop.shop.get(path).status == 429)
        }
    }

    /// A serial that waits in a block is answered, and counted, like one that nobody thought of.
    @Test func unknownAndUnissuedSerialsAreAnsweredAlike() async throws {
        try await Workshop.run(change: { $0.resolver.missesPerClient = 3 }) { workshop in
            let gtin = try GTIN("09520123456788")
            try await workshop.shop.addMachine()
            let waiting = try await workshop.shop.coordinator.runtime.perform { work in
                let blocks = try BlockBook.grant(3, of: gtin, to: Shop.machine, by: "ada", in: work)
                return try blocks.flatMap { try SerialBook.serials(of: $0.id, in: work) }
            }.map { "https://id.gs1.org/01/09520123456788/21/\($0.serial.text)" }
            try #require(waiting.count == 3)
            var told: [[String]] = []
            for links in [Self.guesses(3), waiting] {
                var answers: [String] = []
                for question in [links, [Workshop.piece], links] {
                    let answer = try await Self.ask(workshop.shop, question)
                    answers.append("\(answer.status) \(answer.type) \(answer.body)")
                }
                told.append(answers)
                workshop.shop.clock.advance(milliseconds: 3_600_000)
            }
            #expect(told[0] == told[1])
            #expect(told[0].map { $0.prefix(3) } == ["200", "429", "429"])
        }
    }

    /// The path as it was sent may have slashes that mean nothing.
    @Test func moreSlashesAreNoWayAround() async throws {
        try await Workshop.run(change: { $0.resolver.missesPerClient = 1 }) { workshop in
            let shop = workshop.shop
            let epc = Workshop.piece.replacing("/", with: "%2F")
            #expect(try await shop.send(.get, "/v1//dppsByProductId/\(epc)GUESS").status == 404)
            for path in [
                "/v1//dppsByProductId/\(epc)", "/p//01/09520123456788/21/S1", "/v1/epcis//epcs/\(epc)/events",
                "/v1//productEvents?product=\(Workshop.piece)",
            ] {
                let answer = try await shop.send(.get, path)
                #expect(answer.status == 429, "\(path)")
            }
            #expect(try await Self.ask(shop, [Workshop.piece], at: "/v1//dppsByProductIds").status == 429)
        }
    }
}
