import Passport
import TestSupport
import Testing

@testable import Coordinator

/// What nobody learns by guessing serials.
@Suite("Resolver secrecy", .timeLimit(.minutes(2)))
struct ResolverSecrecyTests {
    private typealias Stand = ResolverStand

    private static let questions: [(query: String, headers: [String])] = [
        ("", []), ("?linkType=linkset", ["Accept: application/linkset+json"]), ("?linkType=gs1:dpp", []),
        ("?linkType=gs1:pip", []), ("", ["Accept-Language: fr", "Accept: text/html"]), ("?linkType=linkset", []),
    ]

    /// The answers to one piece, with its serial written as another's of the same length.
    private static func answers(of serial: String, _ stand: Stand, as other: String) async throws -> [String] {
        var answers: [String] = []
        for question in questions {
            let answer = try await stand.ask("\(Stand.product)/21/\(serial)\(question.query)", question.headers)
            answers.append(answer.timeless.replacing(serial, with: other))
        }
        return answers
    }

    /// A serial whose set of links was removed, or whose passport is not published, is one that nobody thought of.
    @Test(arguments: ResolverStand.Kind.allCases)
    func answersUnknownAndUnissuedSerialsAlike(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(
            kind,
            furnish: { shop in
                let body = Stand.links.replacing(Stand.product, with: Stand.product + "/21/REMOVED000000")
                let made = try await shop.post("/v1/links", body: body)
                let path = try #require(made.location)
                let removed = try await shop.send(.delete, path, token: shop.token)
                #expect(removed.status == 204)
            }
        ) { stand in
            let unknown = try await Self.answers(of: "UNKNOWN000000", stand, as: "UNKNOWN000000")
            let removed = try await Self.answers(of: "REMOVED000000", stand, as: "UNKNOWN000000")
            #expect(unknown == removed)
            #expect(unknown[0].hasPrefix("307") && unknown[2].hasPrefix("404"))
            // The same lengths, so that not even a line that can't be read tells them apart.
            #expect(unknown.map(\.utf8.count) == removed.map(\.utf8.count))
        }
    }

    /// What the look-up does for a piece that is not known is the same whatever else the database says of it.
    @Test func looksUpTheSameForUnknownAndUnissuedSerials() async throws {
        final class CountingLookup: LinkLookup {
            var steps: [String] = []
            func sets(of anchors: [String]) -> [LinkSet?] { note("sets \(anchors.count)", anchors.map { _ in nil }) }
            func passports(of anchors: [String]) -> [Bool] {
                note("passports \(anchors.count)", anchors.map { _ in false })
            }
            func hasPassports(below anchor: String) -> Bool { note("below \(anchor)", true) }
            func delegation(of link: DigitalLink) -> ResolverFacts.Delegation? { note("delegation", nil) }
            private func note<Answer>(_ step: String, _ answer: Answer) -> Answer {
                steps.append(step)
                return answer
            }
        }
        var steps: [[String]] = []
        for serial in ["UNKNOWN000000", "WAITING000000"] {
            let lookup = CountingLookup()
            let link = try DigitalLink("\(Stand.root)\(Stand.product)/21/\(serial)")
            #expect(try LinkFinding(link, in: lookup, publicURL: "https://a").isMiss)
            steps.append(lookup.steps)
        }
        #expect(steps[0] == steps[1])
        #expect(steps[0] == ["delegation", "sets 2", "passports 2", "below \(Stand.product)"])
    }

    @Test(arguments: ResolverStand.Kind.allCases)
    func holdsBackWhoeverGuesses(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(kind, change: { $0.resolver.missesPerClient = 3 }) { stand in
            for number in 0..<3 {
                #expect(try await stand.ask("\(Stand.product)/21/GUESS\(number)").status == 307)
            }
            // Not even what is known is told now, or guessing would go on by it.
            for path in ["\(Stand.product)/21/GUESS9", Stand.piece, Stand.piece + "/"] {
                let answer = try await stand.ask(path)
                #expect(answer.status == 429 && answer["retry-after"] == "10", "\(path)")
                #expect(try answer.json(HeardProblem.self).code == "tooManyRequests")
            }
            // Whoever reads a code without a serial is no guesser.
            #expect(try await stand.ask(Stand.product).status == 307)
        }
    }

    @Test func raisesOneAlarmForAGuesser() async throws {
        let shop = try await Shop.open {
            $0.resolver.root = Stand.root
            $0.resolver.missesPerClient = 2
        }
        try await Stand.add(Stand.links, of: shop)
        let link = try DigitalLink(Stand.root + Stand.piece)
        try await shop.coordinator.runtime.perform {
            try PassportAddresses.publish(link, owner: Owner.operator, in: $0)
        }
        for number in 0..<6 { _ = try await shop.send(.get, "\(Stand.product)/21/G\(number)") }
        #expect(try await shop.alarms() == ["resolver.probed"])
        #expect(try await shop.send(.get, Stand.piece).status == 429)
        shop.clock.advance(milliseconds: 60_000)
        #expect(try await shop.send(.get, Stand.piece).status == 307)
        await shop.close()
    }

    /// Pieces that nobody has a passport of are read by the thousand where only products have links.
    @Test(arguments: ResolverStand.Kind.allCases)
    func countsNoMissWhereNoPieceIsKnown(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(
            kind,
            change: { $0.resolver.missesPerClient = 1 },
            furnish: { shop in
                let body = Stand.links.replacing(Stand.product, with: "/01/09506000134352")
                try await Stand.add(body, of: shop)
            }
        ) { stand in
            for number in 0..<4 {
                let answer = try await stand.ask("/01/09506000134352/21/\(number)")
                #expect(answer.status == 307)
            }
        }
    }
}
