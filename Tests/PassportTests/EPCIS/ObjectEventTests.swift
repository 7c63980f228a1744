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
        let document = ObjectEvent.document([try Self.commissioning()], createdMilliseconds: 1_795_168_800_000)
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
