import Passport
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Events by the schema of EPCIS", .timeLimit(.minutes(2)))
struct EventSchemaTests {
    private static let lot = "https://id.gs1.org/01/09520123456788/10/L1"
    private static let model = "https://id.gs1.org/01/09520123456788"

    private static func link(_ path: String) throws -> DigitalLink { try DigitalLink("https://id.example.com\(path)") }

    /// What the coordinator serves of a product.
    private static func served(_ link: String, _ workshop: Workshop, token: String?) async throws -> JSONValue {
        let epc = link.replacing("/", with: "%2F").replacing(":", with: "%3A")
        return try await workshop.read("/v1/epcis/epcs/\(epc)/events", token: token)
    }

    @Test func everyKindOfEventIsServedAsTheSchemaSays() async throws {
        try await Workshop.run { workshop in
            try await workshop.make("/01/09520123456788/10/L1")
            try await workshop.make("/01/09520123456788")
            let piece = try DigitalLink(Workshop.piece)
            try await workshop.shop.coordinator.runtime.perform { work in
                try ProductEventBook.append(
                    ProductEventBook.Entry(
                        kind: .commissioning,
                        event: .commissioning([piece], milliseconds: work.now.milliseconds),
                        signer: Shop.machine
                    ),
                    of: piece,
                    actor: Shop.machine,
                    leaf: .commission,
                    in: work
                )
            }
            let steps: [(LifeKind, SigningKey, String)] = [
                (.inspection, workshop.repairer, Workshop.piece), (.repair, workshop.repairer, Workshop.piece),
                (.recall, workshop.maker, Workshop.piece), (.recallLifted, workshop.maker, Workshop.piece),
                (.transfer, workshop.maker, Workshop.piece), (.recycling, workshop.maker, Workshop.piece),
                (.recall, workshop.maker, Self.lot), (.recall, workshop.maker, Self.model),
            ]
            #expect(Set(steps.map(\.0)) == Set(LifeKind.allCases))
            for (kind, key, link) in steps {
                let answer = try await workshop.enter(
                    kind,
                    by: key,
                    of: link,
                    to: kind == .transfer ? workshop.ada : nil
                )
                try #require(answer.status == 201, "\(kind): \(answer.body)")
            }
            var documents: [JSONValue] = []
            for link in [Workshop.piece, Self.lot, Self.model] {
                for token in [nil, workshop.shop.token] {
                    documents.append(try await Self.served(link, workshop, token: token))
                }
            }
            #expect(documents.map { $0["epcisBody"]?["eventList"]?.elements?.count } == [7, 7, 1, 1, 1, 1])
            #expect(try await EventSchema.faults(in: documents) == documents.map { _ in [] })
        }
    }

    /// All that an event may say, whether or not somebody enters it today.
    @Test func everyEventIsWrittenAsTheSchemaSays() async throws {
        let (piece, place) = (
            try Self.link("/01/09520123456788/22/V/10/L1/21/A%2FB"), try Self.link("/414/9520123456788")
        )
        var events: [ObjectEvent] = []
        for step in LifeStep.allCases {
            for disposition in Disposition.allCases as [Disposition?] + [nil] {
                events.append(
                    try ObjectEvent(
                        milliseconds: 1_795_168_800_123,
                        products: [piece],
                        action: .observe,
                        step: step,
                        disposition: disposition
                    )
                )
            }
        }
        for action in ObjectEvent.Action.allCases {
            for offset in [-840, -330, 0, 840] {
                events.append(
                    try ObjectEvent(
                        milliseconds: 253_402_300_799_999,
                        offsetMinutes: offset,
                        products: [piece, Self.link("/01/09520123456788/21/C")],
                        action: action,
                        step: .commissioning,
                        readPoint: Self.link("/414/9520123456788/254/line-3"),
                        location: place,
                        transfer: OwnershipTransfer(from: "did:key:z6MkA", to: "did:web:example.com")
                    )
                )
            }
        }
        for products in [[piece, try DigitalLink(Self.lot)], [try DigitalLink(Self.model)]] {
            events.append(try ObjectEvent(milliseconds: 0, products: products, action: .observe, step: .holding))
        }
        let document = ObjectEvent.document(events.map(\.json), createdMilliseconds: 0)
        let none = ObjectEvent.document([], createdMilliseconds: 5)
        #expect(try await EventSchema.faults(in: [document, none]) == [[], []])
    }

    /// A change of a right document, and where it is wrong then.
    private static let brokenDocuments: [(patch: String, at: String)] = [
        (#"{"@context":null}"#, "$"), (#"{"type":null}"#, "$"), (#"{"schemaVersion":null}"#, "$"),
        (#"{"creationDate":null}"#, "$"), (#"{"epcisBody":null}"#, "$"), (#"{"sender":"us"}"#, "$"),
        (#"{"@context":[]}"#, "$['@context']"), (#"{"@context":["a:b","a:b"]}"#, "$['@context']"),
        (#"{"@context":["no uri"]}"#, "$['@context'][0]"), (#"{"@context":{}}"#, "$['@context']"),
        (#"{"type":"EPCISQueryDocument"}"#, "$.type"), (#"{"schemaVersion":"1.2"}"#, "$.schemaVersion"),
        (#"{"creationDate":"yesterday"}"#, "$.creationDate"), (#"{"creationDate":"2026-11-20"}"#, "$.creationDate"),
        (#"{"epcisBody":[]}"#, "$.epcisBody"), (#"{"epcisBody":{"eventList":null}}"#, "$.epcisBody"),
        (#"{"epcisBody":{"more":1}}"#, "$.epcisBody"), (#"{"epcisBody":{"eventList":{}}}"#, "$.epcisBody.eventList"),
        (#"{"epcisBody":{"eventList":[1]}}"#, "$.epcisBody.eventList[0]"),
    ]

    /// A change of a right event, and the member that is wrong then; none, if it is the event.
    private static let brokenEvents: [(patch: String, at: String)] = [
        (#"{"type":null}"#, ""), (#"{"eventID":null}"#, ""), (#"{"eventTime":null}"#, ""),
        (#"{"eventTimeZoneOffset":null}"#, ""), (#"{"action":null}"#, ""), (#"{"bizStep":null}"#, ""),
        (#"{"ilmd":{}}"#, ""), (#"{"epcList":null,"quantityList":null}"#, ""),
        (#"{"epcList":[],"quantityList":[]}"#, ""), (#"{"type":"AggregationEvent"}"#, ".type"),
        (#"{"eventID":"no uri"}"#, ".eventID"), (#"{"eventTime":"2026-11-20T10:00:00"}"#, ".eventTime"),
        (#"{"eventTime":"2026-13-20T10:00:00Z"}"#, ".eventTime"), (#"{"eventTime":5}"#, ".eventTime"),
        (#"{"eventTimeZoneOffset":"+14:01"}"#, ".eventTimeZoneOffset"),
        (#"{"eventTimeZoneOffset":"-15:00"}"#, ".eventTimeZoneOffset"),
        (#"{"eventTimeZoneOffset":"01:00"}"#, ".eventTimeZoneOffset"),
        (#"{"eventTimeZoneOffset":"+1:00"}"#, ".eventTimeZoneOffset"),
        (#"{"eventTimeZoneOffset":"+01:60"}"#, ".eventTimeZoneOffset"), (#"{"epcList":{}}"#, ".epcList"),
        (#"{"epcList":["S1"]}"#, ".epcList[0]"), (#"{"epcList":["a:b","a:b"]}"#, ".epcList"),
        (#"{"quantityList":{}}"#, ".quantityList"), (#"{"quantityList":[{}]}"#, ".quantityList[0]"),
        (#"{"quantityList":[{"epcClass":"L1"}]}"#, ".quantityList[0].epcClass"),
        (#"{"quantityList":[{"epcClass":"a:b","quantity":"5"}]}"#, ".quantityList[0]"),
        (#"{"action":"CHANGE"}"#, ".action"), (#"{"bizStep":"stamping"}"#, ".bizStep"),
        (#"{"disposition":"fine"}"#, ".disposition"), (#"{"disposition":5}"#, ".disposition"),
        (#"{"readPoint":"a:b"}"#, ".readPoint"), (#"{"readPoint":{"id":null}}"#, ".readPoint"),
        (#"{"readPoint":{"id":"line 3"}}"#, ".readPoint.id"), (#"{"readPoint":{"more":1}}"#, ".readPoint"),
        (#"{"bizLocation":"a:b"}"#, ".bizLocation"), (#"{"bizLocation":{"id":null}}"#, ".bizLocation"),
        (#"{"bizLocation":{"id":"hall"}}"#, ".bizLocation.id"), (#"{"bizLocation":{"more":1}}"#, ".bizLocation"),
        (#"{"sourceList":{}}"#, ".sourceList"), (#"{"sourceList":[{"source":"a:b"}]}"#, ".sourceList[0]"),
        (#"{"sourceList":[{"type":"owning_party"}]}"#, ".sourceList[0]"),
        (#"{"sourceList":[{"type":"owner","source":"a:b"}]}"#, ".sourceList[0].type"),
        (#"{"sourceList":[{"type":"owning_party","source":"Ada"}]}"#, ".sourceList[0].source"),
        (#"{"sourceList":[{"type":"owning_party","source":"a:b","more":1}]}"#, ".sourceList[0]"),
        (#"{"destinationList":{}}"#, ".destinationList"),
        (#"{"destinationList":[{"destination":"a:b"}]}"#, ".destinationList[0]"),
        (#"{"destinationList":[{"type":"owning_party"}]}"#, ".destinationList[0]"),
        (#"{"destinationList":[{"type":"owner","destination":"a:b"}]}"#, ".destinationList[0].type"),
        (#"{"destinationList":[{"type":"owning_party","destination":"Bob"}]}"#, ".destinationList[0].destination"),
        (#"{"destinationList":[{"type":"owning_party","destination":"a:b","more":1}]}"#, ".destinationList[0]"),
    ]

    /// Each rule broken once, so that the check can fail.
    @Test func whatIsBrokenIsFound() async throws {
        let event = try ObjectEvent(
            milliseconds: 5,
            products: [DigitalLink(Workshop.piece), DigitalLink(Self.lot)],
            action: .observe,
            step: .accepting,
            disposition: .active,
            readPoint: Self.link("/414/9520123456788"),
            location: Self.link("/414/9520123456788"),
            transfer: OwnershipTransfer(from: "did:key:a", to: "did:key:b")
        ).json
        let right = ObjectEvent.document([event], createdMilliseconds: 5)
        var documents = [right]
        var places: [[String]] = [[]]
        for (patch, place) in Self.brokenDocuments {
            documents.append(right.merged(with: try JSONValue(parsing: Array(patch.utf8))))
            places.append([place])
        }
        for (patch, place) in Self.brokenEvents {
            let broken = event.merged(with: try JSONValue(parsing: Array(patch.utf8)))
            documents.append(ObjectEvent.document([broken], createdMilliseconds: 5))
            places.append(["$.epcisBody.eventList[0]\(place)"])
        }
        for (index, faults) in try await EventSchema.faults(in: documents).enumerated() {
            let document = String(decoding: try documents[index].canonical(), as: UTF8.self)
            #expect(faults == places[index], "\(document)")
        }
    }
}
