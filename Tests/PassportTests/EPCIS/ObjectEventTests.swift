import Passport
import Testing

@Suite("EPCIS events")
struct ObjectEventTests {
    private static func link(_ path: String) throws -> DigitalLink { try DigitalLink("https://id.example.com\(path)") }

    private static func commissioning() throws -> ObjectEvent {
        try .commissioning(
            [
                link("/01/09520123456788/21/4Q7ZK2M9XW3T"), link("/01/09520123456788/22/V/10/L1/21/0ABC"),
            ],
            milliseconds: 1_795_168_800_123,
            readPoint: link("/414/9520123456788/254/line-3"),
            location: link("/414/9520123456788")
        )
    }

    /// Made of the same event by the reference implementation of the standard (PyPI epcis-event-hash-generator 1.9.3).
    @Test func haveTheIdOfTheReferenceImplementation() throws {
        #expect(
            try Self.commissioning().hashedText
                == "eventType=ObjectEventeventTime=2026-11-20T10:00:00.123ZeventTimeZoneOffset=+00:00epcList"
                + "epc=https://id.gs1.org/01/09520123456788/21/0ABC"
                + "epc=https://id.gs1.org/01/09520123456788/21/4Q7ZK2M9XW3T"
                + "action=ADDbizStep=https://ref.gs1.org/cbv/BizStep-commissioning"
                + "disposition=https://ref.gs1.org/cbv/Disp-active"
                + "readPointid=https://id.gs1.org/414/9520123456788/254/line-3"
                + "bizLocationid=https://id.gs1.org/414/9520123456788"
        )
        #expect(
            try Self.commissioning().id
                == "ni:///sha-256;ca8c069605c8693511e64c2bf43325a239020a0986aec03a00a62db76f8abd95?ver=CBV2.0"
        )
    }

    private static let did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    private static let other = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"

    private static func handedOver() throws -> ObjectEvent {
        try LifeKind.transfer.event(
            of: link("/01/09520123456788/21/4Q7ZK2M9XW3T"),
            milliseconds: 1_795_168_800_123,
            transfer: OwnershipTransfer(from: did, to: other)
        )
    }

    /// Ids made of the same events by the reference implementation (PyPI epcis-event-hash-generator 1.9.3).
    @Test func eventsOfOwnersAndOfLotsHaveTheIdOfTheReferenceImplementation() throws {
        #expect(
            try Self.handedOver().id
                == "ni:///sha-256;b88b54f87c34610fb98cdf173e5b215f5391d99857226bd39a99bf49c2585ca0?ver=CBV2.0"
        )
        let recalls = [
            ("/01/09520123456788/10/L1", "d380895998ed9dec1f66c728ace5658c463f596d3615c40d9e6462a2e8cb3874"),
            ("/01/09520123456788", "e6a43d264daa6c08f549e7fb70d97960b7bd0826bc922879dd309344f5a684d6"),
        ]
        for (path, hash) in recalls {
            let event = try LifeKind.recall.event(of: Self.link(path), milliseconds: 1_795_168_800_123)
            #expect(event.id == "ni:///sha-256;\(hash)?ver=CBV2.0")
        }
    }

    @Test func areReadBack() throws {
        let events = [
            try Self.commissioning(), try Self.handedOver(),
            try LifeKind.recall.event(of: Self.link("/01/09520123456788/10/L1"), milliseconds: 1_795_168_800_123),
            try .commissioning([Self.link("/01/09520123456788/21/A")], milliseconds: 5, offsetMinutes: -90),
        ]
        for event in events { #expect(try ObjectEvent(json: event.json) == event) }
    }

    /// What is not understood is not signed for: each change makes the event one that is refused.
    @Test(arguments: [
        #"{"type":"AggregationEvent"}"#, #"{"eventTime":"2026-11-20T10:00:00+01:00"}"#, #"{"eventTime":5}"#,
        #"{"eventTimeZoneOffset":"+15:00"}"#, #"{"eventTimeZoneOffset":"++1:00"}"#, #"{"action":"CHANGE"}"#,
        #"{"bizStep":"stamping"}"#, #"{"disposition":"fine"}"#, #"{"ilmd":{}}"#, #"{"epcList":[]}"#,
        #"{"epcList":["https://id.example.com/01/09520123456788"]}"#, #"{"epcList":["urn:epc:id:sgtin:1.2.3"]}"#,
        #"{"quantityList":[{"epcClass":"https://id.example.com/01/09520123456788/21/A"}]}"#,
        #"{"readPoint":"https://id.example.com/414/9520123456788"}"#,
        #"{"eventID":null,"readPoint":{"floor":3}}"#, #"{"eventID":null,"bizLocation":{"floor":3}}"#,
        #"{"sourceList":[{"type":"owning_party","source":"did:key:a"}]}"#,
        #"{"sourceList":[{"type":"location","source":"did:key:a"}],"destinationList":[]}"#,
        #"{"eventID":"ni:///sha-256;00?ver=CBV2.0"}"#,
    ]) func othersAreRefused(_ patch: String) throws {
        let json = try Self.commissioning().json.merged(with: JSONValue(parsing: Array(patch.utf8)))
        #expect(throws: PassportError.self) { try ObjectEvent(json: json) }
    }

    /// A count of pieces that was signed would be lost.
    @Test(arguments: [
        #"{"quantityList":[{"epcClass":"https://id.example.com/01/09520123456788/10/L1","quantity":5}]}"#,
        #"{"sourceList":[{"type":"owning_party","source":"did:key:a","name":"Ada"}]}"#,
        #"{"destinationList":[{"type":"owning_party","destination":"did:key:b","name":"Bob"}]}"#,
    ]) func whatWouldBeLostIsRefused(_ patch: String) throws {
        var json = try ObjectEvent(
            milliseconds: 5,
            products: [Self.link("/01/09520123456788/10/L1")],
            action: .observe,
            step: .accepting,
            transfer: OwnershipTransfer(from: "did:key:a", to: "did:key:b")
        ).json
        json["eventID"] = nil
        _ = try ObjectEvent(json: json)
        let broken = json.merged(with: try JSONValue(parsing: Array(patch.utf8)))
        #expect(throws: PassportError(.malformed, "")) { try ObjectEvent(json: broken) }
    }

    @Test func aClassNeitherBeginsNorEnds() throws {
        #expect(throws: PassportError(.badSequence, "")) {
            try LifeKind.recycling.event(of: Self.link("/01/09520123456788/10/L1"), milliseconds: 1)
        }
        #expect(throws: PassportError(.badValue, "")) { try OwnershipTransfer(from: Self.did, to: Self.did) }
        #expect(throws: PassportError(.badValue, "")) { try OwnershipTransfer(from: "nobody", to: Self.did) }
    }

    @Test func theIdDependsOnTheEventAlone() throws {
        let event = try Self.commissioning()
        let swapped = try ObjectEvent.commissioning(
            event.products.reversed(),
            milliseconds: event.milliseconds,
            readPoint: event.readPoint,
            location: event.location
        )
        #expect(swapped.id == event.id)
        let later = try ObjectEvent.commissioning(event.products, milliseconds: event.milliseconds + 1)
        let elsewhere = try ObjectEvent.commissioning(
            event.products,
            milliseconds: event.milliseconds,
            offsetMinutes: 60
        )
        #expect(Set([event.id, later.id, elsewhere.id]).count == 3)
    }

    @Test func areWrittenAsTheStandardSays() throws {
        let document = ObjectEvent.document([try Self.commissioning().json], createdMilliseconds: 1_795_168_800_000)
        let expected = #"""
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
            "schemaVersion":"2.0","creationDate":"2026-11-20T10:00:00.000Z","epcisBody":{"eventList":[{
            "type":"ObjectEvent",
            "eventID":"ni:///sha-256;ca8c069605c8693511e64c2bf43325a239020a0986aec03a00a62db76f8abd95?ver=CBV2.0",
            "eventTime":"2026-11-20T10:00:00.123Z","eventTimeZoneOffset":"+00:00",
            "epcList":["https://id.example.com/01/09520123456788/21/4Q7ZK2M9XW3T",
            "https://id.example.com/01/09520123456788/22/V/10/L1/21/0ABC"],
            "action":"ADD","bizStep":"commissioning","disposition":"active",
            "readPoint":{"id":"https://id.example.com/414/9520123456788/254/line-3"},
            "bizLocation":{"id":"https://id.example.com/414/9520123456788"}}]}}
            """#
        #expect(document == (try JSONValue(parsing: Array(expected.utf8))))
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (951_782_400_001, "2000-02-29T00:00:00.001Z"),
        (4_107_542_399_999, "2100-02-28T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (1_735_689_599_999, "2024-12-31T23:59:59.999Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ]) func theirTimeIsThatOfTheCalendar(_ milliseconds: Int64, _ text: String) throws {
        let event = try ObjectEvent.commissioning([Self.link("/01/09520123456788/21/A")], milliseconds: milliseconds)
        #expect(event.json["eventTime"]?.string == text)
    }

    @Test(arguments: [(0, "+00:00"), (-330, "-05:30"), (840, "+14:00"), (60, "+01:00")])
    func theirOffsetIsInHoursAndMinutes(_ minutes: Int, _ text: String) throws {
        let event = try ObjectEvent.commissioning(
            [Self.link("/01/09520123456788/21/A")],
            milliseconds: 0,
            offsetMinutes: minutes
        )
        #expect(event.json["eventTimeZoneOffset"]?.string == text)
    }

    @Test func areOfSinglePiecesAtLocations() throws {
        let product = try Self.link("/01/09520123456788/21/A")
        #expect(throws: PassportError(.empty, "")) { try ObjectEvent.commissioning([], milliseconds: 0) }
        #expect(throws: PassportError(.badSequence, "")) {
            try ObjectEvent.commissioning([product, Self.link("/01/09520123456788/10/L")], milliseconds: 0)
        }
        #expect(throws: PassportError(.badSequence, "")) {
            try ObjectEvent.commissioning([product], milliseconds: 0, readPoint: product)
        }
        #expect(throws: PassportError(.badValue, "")) { try ObjectEvent.commissioning([product], milliseconds: -1) }
        #expect(throws: PassportError(.badValue, "")) {
            try ObjectEvent.commissioning([product], milliseconds: 0, offsetMinutes: 841)
        }
    }
}
