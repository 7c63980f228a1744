import Database
package import Passport
import Protocol

/// The events of products: the table `product_event`. Nothing in it is changed or taken away.
package enum ProductEventBook {
    /// What is written down of one event.
    struct Entry {
        let kind: ProductEvent.Kind
        let event: ObjectEvent
        let signer: String
        var party: String?
        var credential: SignedCredential?
    }

    /// Enters an event with its leaf.
    /// - Parameters:
    ///   - actor: who is named in the public log. Keys of people who own something are not.
    ///   - leaf: the kind of the leaf.
    ///   - hashes: further hashes of the leaf.
    static func append(
        _ entry: Entry,
        of product: DigitalLink,
        actor: String,
        leaf kind: LogLeaf.Kind,
        hashes: [String: String] = [:],
        in work: Work
    ) throws {
        var hashes = hashes
        hashes["epcis"] = Fingerprint.sha256(Array(entry.event.hashedText.utf8))
        hashes["credential"] = entry.credential.map { Fingerprint.sha256(Array($0.text.utf8)) }
        let leaf = try LogBook.append(kind, of: product.logSubject, actor: actor, hashes: hashes, in: work)
        try insert(entry, of: product, leaf: leaf, in: work)
    }

    /// Enters an event whose leaf a lost generation of this database made.
    /// - Returns: whether that leaf is the event's.
    static func takeUp(_ entry: Entry, of product: DigitalLink, leaf: LogLeaf, in work: Work) throws -> Bool {
        guard leaf.hashes["epcis"] == Fingerprint.sha256(Array(entry.event.hashedText.utf8)) else { return false }
        try insert(entry, of: product, leaf: leaf, in: work)
        return true
    }

    private static func insert(_ entry: Entry, of product: DigitalLink, leaf: LogLeaf, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO product_event (
                subject, kind, event_id, signer, party, occurred_at, entered_at, event, credential, form, leaf
            ) VALUES ($subject, $kind, $id, $signer, $party, $occurred, $entered, $event, $credential, $form, $leaf)
            """,
            [
                "subject": .text(product.identity), "kind": .text(entry.kind.word), "id": .text(entry.event.id),
                "signer": .text(entry.signer), "party": entry.party.map { .text($0) } ?? .null,
                "occurred": .integer(entry.event.milliseconds), "entered": .integer(work.now.milliseconds),
                "event": .text(String(decoding: try entry.event.json.canonical(), as: UTF8.self)),
                "credential": entry.credential.map { .text($0.text) } ?? .null,
                "form": entry.credential.map { .text($0.form.rawValue) } ?? .null, "leaf": .integer(leaf.sequence),
            ]
        )
    }

    /// The event with this id that somebody signed, if it was entered.
    static func find(_ id: String, signer: String, in work: Work) throws -> ProductEvent? {
        try work.transaction.first(
            "SELECT * FROM product_event WHERE event_id = $id AND signer = $signer",
            ["id": .text(id), "signer": .text(signer)]
        ).map(ProductEvent.init)
    }

    /// The events of some subjects, in the order in which they were entered.
    package static func events(
        of subjects: [String],
        after position: Int64 = 0,
        limit: Int,
        in work: Work
    ) throws -> [(position: Int64, event: ProductEvent)] {
        var parameters: [String: DatabaseValue] = [
            "after": .integer(position), "limit": .integer(Int64(limit)),
        ]
        for (place, subject) in subjects.enumerated() { parameters["subject\(place)"] = .text(subject) }
        let places = subjects.indices.map { "$subject\($0)" }.joined(separator: ", ")
        return try work.transaction.rows(
            """
            SELECT * FROM product_event WHERE subject IN (\(places)) AND position > $after
            ORDER BY position LIMIT $limit
            """,
            parameters
        ).map { (try $0.int64("position"), try ProductEvent(row: $0)) }
    }

    /// A product and what it is one of: the piece, its lot as its passport says, its model. What happens to a lot
    /// happens to its pieces.
    package static func subjects(_ product: DigitalLink, passport: ProductPassport?) throws -> [String] {
        guard let gtin = product.gtin else { return [product.identity] }
        let lot = passport?.fields.first { $0.name == "batchNumber" }?.value.string
        var links = [product]
        if product.serial != nil, let lot = lot.flatMap({ try? Lot($0) }) {
            links.append(try DigitalLink(stem: DigitalLink.canonicalStem, gtin: gtin, lot: lot))
        }
        if product.serial != nil || product.lot != nil {
            links.append(try DigitalLink(stem: DigitalLink.canonicalStem, gtin: gtin))
        }
        return links.map(\.identity)
    }

    /// How a product stands after all of its events.
    package static func standing(_ subjects: [String], in work: Work) throws -> LifeStanding {
        standing(after: try events(of: subjects, limit: maximumEvents, in: work).map(\.event))
    }

    /// How a product stands after some events.
    static func standing(after events: [ProductEvent]) -> LifeStanding {
        var standing = LifeStanding()
        for event in events {
            if case .later(let kind) = event.kind { standing.apply(kind, event.event) }
        }
        return standing
    }

    /// Most events of one product with its lot and model.
    static let maximumEvents = 10_000
}
