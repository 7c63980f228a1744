import Passport
import Testing

/// Who may say what of a product, row by row: after what, what, by whom, and what comes of it.
@Suite("The life of a product")
struct LifeStandingTests {
    private static let now: Int64 = 1_795_168_800_000

    private static let shop = LifeStanding.Signer(
        name: "did:key:shop",
        permitted: [.inspection, .repair],
        elements: ["stateOfHealth"]
    )
    private static let maker = LifeStanding.Signer(
        name: "did:key:maker",
        permitted: Set(LifeKind.allCases),
        elements: ["stateOfHealth", "mass"]
    )
    private static let ada = LifeStanding.Signer(name: "did:key:ada")
    private static let bob = LifeStanding.Signer(name: "did:key:bob")

    private static func event(
        _ kind: LifeKind,
        _ path: String = "/21/A",
        from: LifeStanding.Signer = ada,
        to: LifeStanding.Signer = bob,
        at milliseconds: Int64 = now
    ) throws -> ObjectEvent {
        try kind.event(
            of: DigitalLink("https://id.example.com/01/09520123456788\(path)"),
            milliseconds: milliseconds,
            transfer: kind == .transfer ? OwnershipTransfer(from: from.name, to: to.name) : nil
        )
    }

    private static func standing(_ events: [ObjectEvent]) throws -> LifeStanding {
        var standing = LifeStanding()
        for event in events { standing.apply(try #require(LifeKind(event)), event) }
        return standing
    }

    private static func refusal(
        _ event: ObjectEvent,
        by signer: LifeStanding.Signer,
        after events: [ObjectEvent] = []
    ) throws -> PassportError.Code? {
        do {
            try standing(events).check(try #require(LifeKind(event)), event, by: signer, now: now)
            return nil
        } catch let error as PassportError {
            return error.code
        }
    }

    @Test func everyKindIsRecognisedInItsEvent() throws {
        for kind in LifeKind.allCases { #expect(LifeKind(try Self.event(kind)) == kind) }
        let made = try ObjectEvent.commissioning(
            [DigitalLink("https://id.example.com/01/09520123456788/21/A")],
            milliseconds: Self.now
        )
        #expect(LifeKind(made) == nil)
    }

    @Test func onlyWhoMayEnterAKindEntersIt() throws {
        for kind in LifeKind.allCases where kind != .transfer {
            let before = kind == .recallLifted ? [try Self.event(.recall)] : []
            #expect(try Self.refusal(Self.event(kind), by: Self.maker, after: before) == nil)
            #expect(try Self.refusal(Self.event(kind), by: Self.ada, after: before) == .notPermitted)
            let mayShop = [.inspection, .repair].contains(kind)
            #expect(try Self.refusal(Self.event(kind), by: Self.shop, after: before) == (mayShop ? nil : .notPermitted))
        }
    }

    @Test func theMakerHandsOverFirstAndThenOnlyTheOwner() throws {
        let first = try Self.event(.transfer, from: Self.maker, to: Self.ada)
        #expect(try Self.refusal(first, by: Self.maker) == nil)
        #expect(try Self.refusal(Self.event(.transfer), by: Self.ada) == .notPermitted)
        #expect(try Self.standing([first]).holder == Self.ada.name)
        #expect(try Self.refusal(Self.event(.transfer), by: Self.ada, after: [first]) == nil)
        // The maker sold it; a buyer before the last one sold it too.
        let second = try Self.event(.transfer, from: Self.maker, to: Self.bob)
        #expect(try Self.refusal(second, by: Self.maker, after: [first]) == .notPermitted)
        let sold = [first, try Self.event(.transfer)]
        #expect(try Self.refusal(Self.event(.transfer), by: Self.ada, after: sold) == .notPermitted)
        // Nobody hands over in another's name.
        let forged = try Self.event(.transfer, from: Self.bob, to: Self.maker)
        #expect(try Self.refusal(forged, by: Self.ada, after: [first]) == .notPermitted)
    }

    @Test func nothingHappensAfterTheEndButARecall() throws {
        let end = [try Self.event(.recycling)]
        for kind in LifeKind.allCases where kind != .transfer {
            let code = try Self.refusal(Self.event(kind), by: Self.maker, after: end)
            let isRecall = kind == .recall
            #expect(code == (isRecall ? nil : .badTransition), "\(kind)")
        }
    }

    @Test func aRecallIsLiftedOnceAndOnlyIfThereIsOne() throws {
        #expect(try Self.refusal(Self.event(.recallLifted), by: Self.maker) == .badTransition)
        let recall = try Self.event(.recall, "/10/L1")
        #expect(try Self.standing([recall]).isRecalled)
        #expect(try Self.refusal(Self.event(.recallLifted), by: Self.maker, after: [recall]) == nil)
        #expect(try !Self.standing([recall, Self.event(.recallLifted)]).isRecalled)
    }

    @Test func aLotIsRecalledAndNothingElse() throws {
        #expect(try Self.refusal(Self.event(.recall, ""), by: Self.maker) == nil)
        for kind in [LifeKind.inspection, .repair] {
            #expect(try Self.refusal(Self.event(kind, "/10/L1"), by: Self.maker) == .badSequence)
        }
    }

    @Test func nothingIsOfATimeToCome() throws {
        let soon = try Self.event(.repair, at: Self.now + LifeStanding.clockSkewMilliseconds)
        #expect(try Self.refusal(soon, by: Self.maker) == nil)
        let late = try Self.event(.repair, at: Self.now + LifeStanding.clockSkewMilliseconds + 1)
        #expect(try Self.refusal(late, by: Self.maker) == .badValue)
    }

    @Test func anUpdateIsOfElementsThatTheSignerMayWrite() throws {
        let update = try PassportUpdate(version: 3, elements: ["stateOfHealth": ["value": 82, "tier": "public"]])
        try update.check(by: Self.shop)
        #expect(try PassportUpdate(json: update.json).json == update.json)
        let other = try PassportUpdate(version: 3, elements: ["stateOfHealth": .null, "mass": .null])
        #expect(throws: PassportError(.notPermitted, "")) { try other.check(by: Self.shop) }
        #expect(throws: PassportError(.malformed, "")) { try PassportUpdate(version: 0, elements: ["a": 1]) }
        #expect(throws: PassportError(.malformed, "")) { try PassportUpdate(version: 1, elements: .object([])) }
        #expect(throws: PassportError(.malformed, "")) { try PassportUpdate(json: ["version": 1]) }
    }
}
