import Protocol

/// An event of products, each by its link: what happened to them, when, where, and how they are now (EPCIS 2.0
/// ObjectEvent).
package struct ObjectEvent: Hashable, Sendable {
    /// What the event does to the products' record.
    package enum Action: String, CaseIterable, Sendable {
        /// They begin to be.
        case add = "ADD"
        /// They were seen.
        case observe = "OBSERVE"
        /// They are no more.
        case delete = "DELETE"
    }

    /// When, in milliseconds since 1970.
    package let milliseconds: Int64
    /// What the clock on the wall was ahead of UTC, in minutes.
    package let offsetMinutes: Int
    /// Which products: single pieces, or lots and models as classes of pieces.
    package let products: [DigitalLink]
    /// What it does to their record.
    package let action: Action
    /// Which step.
    package let step: LifeStep
    /// How they are now.
    package let disposition: Disposition?
    /// Where exactly: a link of a location.
    package let readPoint: DigitalLink?
    /// Where they are from now on: a link of a location.
    package let location: DigitalLink?
    /// Whose they were, and whose they are from now on.
    package let transfer: OwnershipTransfer?

    /// Makes an event.
    /// - Throws: `empty` without products, `badSequence` when one of them names no product, a class begins to be or
    ///   ends, or a place is no location, `badValue` for a time out of range.
    package init(
        milliseconds: Int64,
        offsetMinutes: Int = 0,
        products: [DigitalLink],
        action: Action,
        step: LifeStep,
        disposition: Disposition? = nil,
        readPoint: DigitalLink? = nil,
        location: DigitalLink? = nil,
        transfer: OwnershipTransfer? = nil
    ) throws(PassportError) {
        guard !products.isEmpty else { throw PassportError(.empty, "An event is of one product at least.") }
        for (place, product) in products.enumerated() {
            guard product.gtin != nil else {
                throw PassportError(.badSequence, "\(product.path) is no product; its key is not 01.", at: place)
            }
            guard product.serial != nil || action == .observe else {
                throw PassportError(
                    .badSequence,
                    "\(product.path) names no single piece; its serial is missing.",
                    at: place
                )
            }
        }
        for place in [readPoint, location] {
            guard let place, ApplicationIdentifier(414) != place.elements[0].identifier else { continue }
            throw PassportError(.badSequence, "\(place.path) is no location; its link has the key 414.")
        }
        guard (0...253_402_300_799_999).contains(milliseconds), (-840...840).contains(offsetMinutes) else {
            throw PassportError(.badValue, "The time \(milliseconds) or its offset \(offsetMinutes) is out of range.")
        }
        self.milliseconds = milliseconds
        self.offsetMinutes = offsetMinutes
        self.products = products
        self.action = action
        self.step = step
        self.disposition = disposition
        self.readPoint = readPoint
        self.location = location
        self.transfer = transfer
    }

    /// Those that are single pieces.
    private var pieces: [DigitalLink] { products.filter { $0.serial != nil } }
    /// Those that are lots or models.
    private var classes: [DigitalLink] { products.filter { $0.serial == nil } }

    /// The event that a product was marked and read back.
    /// - Throws: what `init` throws.
    package static func commissioning(
        _ products: [DigitalLink],
        milliseconds: Int64,
        offsetMinutes: Int = 0,
        readPoint: DigitalLink? = nil,
        location: DigitalLink? = nil
    ) throws(PassportError) -> ObjectEvent {
        try ObjectEvent(
            milliseconds: milliseconds,
            offsetMinutes: offsetMinutes,
            products: products,
            action: .add,
            step: .commissioning,
            disposition: .active,
            readPoint: readPoint,
            location: location
        )
    }

    /// What is hashed for the event's id: its fields in the order of the Core Business Vocabulary 2.0 section 8.9, each
    /// link with its key and finest qualifier only, the products sorted.
    package var hashedText: String {
        var text = "eventType=ObjectEventeventTime=\(UTCTime.text(milliseconds: milliseconds))"
        text += "eventTimeZoneOffset=\(UTCTime.offset(minutes: offsetMinutes))"
        if !pieces.isEmpty { text += "epcList" + Self.sorted(pieces).map { "epc=\($0)" }.joined() }
        if !classes.isEmpty {
            text += "quantityList" + Self.sorted(classes).map { "quantityElementepcClass=\($0)" }.joined()
        }
        text += "action=\(action.rawValue)bizStep=https://ref.gs1.org/cbv/BizStep-\(step.rawValue)"
        if let disposition { text += "disposition=https://ref.gs1.org/cbv/Disp-\(disposition.rawValue)" }
        if let readPoint { text += "readPointid=\(readPoint.identity)" }
        if let location { text += "bizLocationid=\(location.identity)" }
        if let transfer { text += transfer.hashedText }
        return text
    }

    private static func sorted(_ links: [DigitalLink]) -> [String] {
        links.map(\.identity).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The event's id, which anybody makes of the event again: `ni:///sha-256;…?ver=CBV2.0` (RFC 6920).
    package var id: String { "ni:///sha-256;\(Fingerprint.sha256(Array(hashedText.utf8)))?ver=CBV2.0" }

    /// The event as JSON-LD, with its id.
    package var json: JSONValue {
        var value: JSONValue = [
            "type": "ObjectEvent", "eventID": .string(id),
            "eventTime": .string(UTCTime.text(milliseconds: milliseconds)),
            "eventTimeZoneOffset": .string(UTCTime.offset(minutes: offsetMinutes)),
            "epcList": .array(pieces.map { .string($0.text) }), "action": .string(action.rawValue),
            "bizStep": .string(step.rawValue),
        ]
        if !classes.isEmpty { value["quantityList"] = .array(classes.map { ["epcClass": .string($0.text)] }) }
        value["disposition"] = disposition.map { .string($0.rawValue) }
        value["readPoint"] = readPoint.map { ["id": .string($0.text)] }
        value["bizLocation"] = location.map { ["id": .string($0.text)] }
        if let transfer {
            value["sourceList"] = [["type": "owning_party", "source": .string(transfer.from)]]
            value["destinationList"] = [["type": "owning_party", "destination": .string(transfer.to)]]
        }
        return value
    }

    /// The terms of EPCIS in JSON-LD.
    package static let context = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

    /// A document of events (EPCIS 2.0 EPCISDocument).
    /// - Parameter events: as `json` writes them.
    package static func document(_ events: [JSONValue], createdMilliseconds: Int64) -> JSONValue {
        [
            "@context": [.string(context)], "type": "EPCISDocument", "schemaVersion": "2.0",
            "creationDate": .string(UTCTime.text(milliseconds: createdMilliseconds)),
            "epcisBody": ["eventList": .array(events)],
        ]
    }
}
