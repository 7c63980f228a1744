import HTTPTypes
import Passport
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Events of products")
struct ProductEventRoutesTests {
    @Test(arguments: SignedCredential.Form.allCases)
    func aRepairerEntersAnEventAndUpdatesWhatHeMay(_ form: SignedCredential.Form) async throws {
        try await Workshop.run { workshop in
            let update = try PassportUpdate(version: 1, elements: ["stateOfHealth": ["value": 82, "tier": "public"]])
            let text = try workshop.sign(.repair, by: workshop.repairer, update: update, as: form)
            let answer = try await workshop.send(text, as: form)
            #expect(answer.status == 201, "\(answer.body)")
            let view = try JSONValue(parsing: Array(answer.body.utf8))
            #expect(view["kind"]?.string == "repair" && view["party"]?.string == "repairer")
            let passport = try await workshop.passport()
            #expect(passport["version"]?.integer == 2)
            #expect(passport[path: try ElementPath("$.elements.stateOfHealth.value")] == 82)
            // What he may not see is what it was.
            #expect(passport["hiddenElements"]?.elements?.count == 1)
            // Sent again it is the same event: nothing is entered twice.
            let again = try await workshop.send(text, as: form)
            #expect(again.status == 200 && again.body == answer.body)
            #expect(try await workshop.events().count == 1)
            #expect(try await workshop.passport()["version"]?.integer == 2)
            // Whoever reads it can check who signed.
            let event = try #require(try await workshop.events().first)
            let signed = try SignedCredential(Array(#require(event["credential"]?.string).utf8), form: form)
            #expect(signed.signer == Workshop.name(workshop.repairer))
        }
    }

    @Test func theLeafHasTheHashesOfTheEventAndOfWhatWasSigned() async throws {
        try await Workshop.run { workshop in
            let text = try workshop.sign(.repair, by: workshop.repairer)
            _ = try await workshop.send(text)
            let subject = try DigitalLink(Workshop.piece).logSubject
            let leaves = try await workshop.shop.coordinator.runtime.view {
                try LogBook.history(of: subject, limit: 10, in: $0)
            }
            let leaf = try #require(leaves.last).leaf
            let id = try #require(try await workshop.events().first?["eventID"]?.string)
            #expect(leaf.kind == .event && leaf.actor == "repairer")
            #expect(id.contains(try #require(leaf.hashes["epcis"])))
            #expect(leaf.hashes["credential"] == Fingerprint.sha256(Array(text.utf8)))
        }
    }

    @Test func strangersEnterNothingAndLearnNothing() async throws {
        try await Workshop.run { workshop in
            let known = try await workshop.enter(.repair, by: workshop.ada)
            let unknown = try await workshop.enter(.repair, by: workshop.ada, of: Workshop.piece + "X")
            #expect(known.status == 403 && unknown.status == 403)
            #expect(known.body == unknown.body)
            #expect(try await workshop.enter(.repair, by: workshop.repairer, of: Workshop.piece + "X").status == 404)
            #expect(try await workshop.enter(.recall, by: workshop.repairer).status == 403)
            #expect(try await workshop.events().isEmpty)
        }
    }

    @Test func anUpdateThatIsNotTheSignersIsRefusedWithItsEvent() async throws {
        try await Workshop.run { workshop in
            let updates: [(Int64, String, Int)] = [
                (1, #"{"supplier":{"value":"Eve","tier":"owner"}}"#, 403),
                (1, #"{"stateOfHealth":{"value":82,"tier":"owner"}}"#, 403),
                (1, #"{"stateOfHealth":{"value":82,"tier":"mine"}}"#, 400),
                (7, #"{"stateOfHealth":{"value":82,"tier":"public"}}"#, 409),
            ]
            for (version, elements, status) in updates {
                let update = try PassportUpdate(version: version, elements: JSONValue(parsing: Array(elements.utf8)))
                let answer = try await workshop.enter(.repair, by: workshop.repairer, update: update)
                #expect(answer.status == status, "\(elements): \(answer.body)")
            }
            #expect(try await workshop.events().isEmpty)
            #expect(try await workshop.passport()["version"]?.integer == 1)
        }
    }

    @Test func whoeverWasRevokedEntersNothingMoreAndWhatHeEnteredStays() async throws {
        try await Workshop.run { workshop in
            #expect(try await workshop.enter(.repair, by: workshop.repairer).status == 201)
            let gone = try await workshop.shop.send(.delete, "/v1/parties/repairer", token: workshop.shop.token)
            #expect(gone.status == 204)
            #expect(try await workshop.enter(.repair, by: workshop.repairer).status == 403)
            #expect(try await workshop.events().count == 1)
        }
    }

    @Test func anOwnerHandsOverWithHisOwnKeyAndIsNamedToFew() async throws {
        try await Workshop.run { workshop in
            #expect(try await workshop.enter(.transfer, by: workshop.maker, to: workshop.ada).status == 201)
            #expect(try await workshop.enter(.transfer, by: workshop.maker, to: workshop.bob).status == 403)
            #expect(try await workshop.enter(.transfer, by: workshop.ada, to: workshop.bob).status == 201)
            #expect(try await workshop.enter(.transfer, by: workshop.ada, to: workshop.maker).status == 403)
            for event in try await workshop.events() {
                #expect(event["event"]?["destinationList"] == nil && event["credential"] == nil)
            }
            let told = try await workshop.events(token: workshop.shop.token)
            let last = try #require(told.last?["event"]?["destinationList"]?.elements?.first)
            #expect(last["destination"]?.string == Workshop.name(workshop.bob))
            // The public log names neither.
            let leaves = try await workshop.shop.coordinator.runtime.view { work in
                try LogBook.history(of: DigitalLink(Workshop.piece).logSubject, limit: 10, in: work)
            }
            for leaf in leaves {
                let text = String(decoding: try leaf.leaf.bytes(), as: UTF8.self)
                #expect(!text.contains("did:key"), "\(text)")
            }
        }
    }

    @Test func whatWasRecycledIsAtItsEnd() async throws {
        try await Workshop.run { workshop in
            #expect(try await workshop.enter(.recycling, by: workshop.maker).status == 201)
            let passport = try await workshop.passport()
            #expect(passport["dppStatus"]?.string == "inactive" && passport["version"]?.integer == 2)
            #expect(try await workshop.enter(.repair, by: workshop.repairer).status == 409)
            let page = try await workshop.shop.send(.get, "/p/01/09520123456788/21/S1")
            #expect(page.body.contains("This product was recycled"))
        }
    }

    @Test func aRecallOfTheLotIsOnThePageOfThePieceUntilItIsLifted() async throws {
        try await Workshop.run { workshop in
            try await workshop.make("/01/09520123456788/10/L1")
            let page = "/p/01/09520123456788/21/S1"
            #expect(try await !workshop.shop.send(.get, page).body.contains("is recalled"))
            let lot = "https://id.gs1.org/01/09520123456788/10/L1"
            #expect(try await workshop.enter(.recall, by: workshop.maker, of: lot).status == 201)
            #expect(try await workshop.shop.send(.get, page).body.contains("is recalled"))
            let german = try await workshop.shop.send(.get, page, languages: "de")
            #expect(german.body.contains("wird zurückgerufen"))
            // The piece was repaired, and is fine again; the lot is not.
            #expect(try await workshop.enter(.repair, by: workshop.repairer).status == 201)
            #expect(try await workshop.enter(.recallLifted, by: workshop.maker).status == 201)
            let after = try await workshop.shop.send(.get, page).body
            #expect(!after.contains("is recalled") && after.contains("Repaired"))
            #expect(after.contains("signed by repairer"))
            #expect(try await workshop.shop.send(.get, "/p/01/09520123456788/10/L1").body.contains("is recalled"))
        }
    }

    /// The resolver's count of guesses holds wherever a serial can be asked for.
    @Test func whoeverGuessesSerialsIsHeldBackEverywhere() async throws {
        try await Workshop.run(change: { $0.resolver.missesPerClient = 3 }) { workshop in
            let shop = workshop.shop
            let epc = Workshop.piece.replacing("/", with: "%2F")
            for path in [
                "/p/01/09520123456788/21/GUESS1", "/v1/dppsByProductId/\(epc)GUESS2",
                "/v1/epcis/epcs/\(epc)GUESS3/events",
            ] {
                let answer = try await shop.send(.get, path)
                #expect(answer.status == 404, "\(path)")
            }
            for path in [
                "/p/01/09520123456788/21/S1", "/v1/dppsByProductId/\(epc)", "/v1/epcis/epcs/\(epc)/events",
                "/v1/productEvents?product=\(Workshop.piece)", "/01/09520123456788/21/S1",
            ] {
                let answer = try await shop.send(.get, path)
                #expect(answer.status == 429, "\(path)")
            }
            let alarms = try await shop.alarms()
            #expect(alarms.contains("resolver.probed"))
            shop.clock.advance(milliseconds: 3_600_000)
            let later = try await shop.send(.get, "/p/01/09520123456788/21/S1")
            #expect(later.status == 200)
        }
    }

    @Test func eventsAreADocumentOfEPCIS() async throws {
        try await Workshop.run { workshop in
            _ = try await workshop.enter(.repair, by: workshop.repairer)
            let epc = Workshop.piece.replacing("/", with: "%2F")
            let document = try await workshop.read("/v1/epcis/epcs/\(epc)/events")
            #expect(document["type"]?.string == "EPCISDocument" && document["schemaVersion"]?.string == "2.0")
            let events = try #require(document["epcisBody"]?["eventList"]?.elements)
            #expect(events.count == 1)
            #expect(LifeKind(try ObjectEvent(json: #require(events.first))) == .repair)
            #expect(try await workshop.shop.send(.get, "/v1/epcis/epcs/\(epc)X/events").status == 404)
            #expect(try await workshop.shop.send(.get, "/v1/productEvents").status == 400)
        }
    }

    /// Bad input of every sort is refused with a sentence, and enters nothing.
    @Test(arguments: [
        ("", "application/vc+jwt", 400), ("a.b.c", "application/vc+jwt", 400), ("{}", "application/vc", 400),
        ("[]", "application/vc", 400), ("{}", "application/json", 415), ("{}", "text/plain", 415),
        (String(repeating: "a", count: 70_000), "application/vc+jwt", 413),
    ]) func whatIsNoSignedEventIsRefused(_ body: String, _ type: String, _ status: Int) async throws {
        try await Workshop.run { workshop in
            let answer = try await workshop.shop.send(
                .post,
                "/v1/productEvents",
                body: body,
                headers: [.contentType: type]
            )
            #expect(answer.status == status, "\(answer.body)")
            let changed = try workshop.sign(.repair, by: workshop.repairer, as: .proof)
                .replacing("repairing", with: "inspecting")
            #expect(try await workshop.send(changed, as: .proof).status == 403)
            #expect(try await workshop.events().isEmpty)
        }
    }
}
