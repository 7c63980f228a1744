extension ObjectEvent {
    /// The members that are read; an event with others says what would be lost, and is refused.
    private static let known: Set<String> = [
        "@context", "type", "eventID", "eventTime", "eventTimeZoneOffset", "epcList", "quantityList", "action",
        "bizStep",
        "disposition", "readPoint", "bizLocation", "sourceList", "destinationList",
    ]

    /// Reads what `json` writes. Times are in UTC, to the millisecond.
    /// - Throws: `malformed` with the member that is wrong, `badCheck` when it names another id than its own.
    package init(json: JSONValue) throws(PassportError) {
        guard let members = json.members, json["type"]?.string == "ObjectEvent" else {
            throw Self.wrong("It must be an object with the type ObjectEvent.")
        }
        if let other = members.first(where: { !Self.known.contains($0.name) }) {
            throw Self.wrong("Its member \"\(other.name.prefix(60))\" is not known here.")
        }
        guard let milliseconds = json["eventTime"]?.string.flatMap(UTCTime.milliseconds),
            let offset = json["eventTimeZoneOffset"]?.string.flatMap(Self.minutes)
        else {
            throw Self.wrong("eventTime is in UTC, like 2026-11-20T10:00:00.123Z; eventTimeZoneOffset like +01:00.")
        }
        guard let action = json["action"]?.string.flatMap(Action.init),
            let step = json["bizStep"]?.string.flatMap(LifeStep.init)
        else { throw Self.wrong("Its action or its bizStep is not one that is known here.") }
        let disposition = json["disposition"]?.string.flatMap(Disposition.init)
        guard disposition != nil || json["disposition"] == nil else {
            throw Self.wrong("Its disposition is not one that is known here.")
        }
        try self.init(
            milliseconds: milliseconds,
            offsetMinutes: offset,
            products: try Self.products(json),
            action: action,
            step: step,
            disposition: disposition,
            readPoint: try Self.place(json["readPoint"]),
            location: try Self.place(json["bizLocation"]),
            transfer: try Self.transfer(json)
        )
        guard json["eventID"] == nil || json["eventID"]?.string == id else {
            throw PassportError(.badCheck, "The event's eventID is not made of it; leave it out, or make it again.")
        }
    }

    private static func products(_ json: JSONValue) throws(PassportError) -> [DigitalLink] {
        let pieces = json["epcList"]?.elements ?? []
        let classes = json["quantityList"]?.elements ?? []
        let texts = pieces.compactMap(\.string) + classes.compactMap { $0["epcClass"]?.string }
        guard texts.count == pieces.count + classes.count, classes.allSatisfy({ $0.members?.count == 1 }) else {
            throw wrong("epcList is a list of links, quantityList one of objects with epcClass and nothing else.")
        }
        var products: [DigitalLink] = []
        for text in texts { products.append(try DigitalLink(text)) }
        guard products.prefix(pieces.count).allSatisfy({ $0.serial != nil }),
            products.dropFirst(pieces.count).allSatisfy({ $0.serial == nil })
        else { throw wrong("epcList has single pieces, quantityList lots and models.") }
        return products
    }

    private static func place(_ json: JSONValue?) throws(PassportError) -> DigitalLink? {
        guard let json else { return nil }
        guard let text = json["id"]?.string, json.members?.count == 1 else {
            throw wrong("A place is an object with the link as its id and nothing else.")
        }
        return try DigitalLink(text)
    }

    private static func transfer(_ json: JSONValue) throws(PassportError) -> OwnershipTransfer? {
        guard json["sourceList"] != nil || json["destinationList"] != nil else { return nil }
        guard let from = party(json["sourceList"], "source"), let to = party(json["destinationList"], "destination")
        else { throw wrong("sourceList and destinationList have one owning_party each, and nothing else.") }
        return try OwnershipTransfer(from: from, to: to)
    }

    private static func party(_ list: JSONValue?, _ name: String) -> String? {
        guard let elements = list?.elements, elements.count == 1, elements[0].members?.count == 2,
            elements[0]["type"]?.string == "owning_party"
        else { return nil }
        return elements[0][name]?.string
    }

    private static func minutes(_ text: String) -> Int? {
        guard text.utf8.count == 6, let hours = Int(text.dropFirst().prefix(2)), let minutes = Int(text.suffix(2)),
            (0...59).contains(minutes), (0...840).contains(hours * 60 + minutes)
        else { return nil }
        let offset = (hours * 60 + minutes) * (text.hasPrefix("-") ? -1 : 1)
        return UTCTime.offset(minutes: offset) == text ? offset : nil
    }

    private static func wrong(_ detail: String) -> PassportError {
        PassportError(.malformed, "The event is not one that is taken here. \(detail)")
    }
}
