import Database
package import Passport
import Protocol

/// Passports in all their versions: the tables `passport` and `passport_version`. Nothing is overwritten; a change is a
/// new version with an entry of the log.
package enum PassportBook {
    /// Which passport, of what, whose.
    package struct Record: Sendable {
        /// The id, a URI.
        package let id: String
        /// The identity of the product, lot or piece.
        package let subject: String
        /// Whose.
        package let owner: String
        /// The newest version.
        package let version: Int64

        init(row: DatabaseRow) throws {
            id = try row.text("id")
            subject = try row.text("subject")
            owner = try row.text("owner")
            version = try row.int64("version")
        }
    }

    /// Random bytes of a field's salt.
    private static let saltBytes = 16

    /// The passport of this id.
    /// - Throws: `notFound`.
    package static func get(_ id: String, in work: Work) throws -> Record {
        let row = try work.transaction.first("SELECT * FROM passport WHERE id = $id", ["id": .text(id)])
        guard let row else {
            throw CoordinatorError(.notFound, "There is no passport \(id.prefix(100)).")
        }
        return try Record(row: row)
    }

    /// The passport of a product, lot or piece, if there is one.
    package static func find(_ product: DigitalLink, in work: Work) throws -> Record? {
        try work.transaction.first(
            "SELECT * FROM passport WHERE subject = $subject",
            ["subject": .text(product.identity)]
        ).map(Record.init)
    }

    /// A version of a passport.
    package static func version(_ number: Int64, of record: Record, in work: Work) throws -> ProductPassport {
        let row = try work.transaction.first(
            "SELECT document FROM passport_version WHERE passport = $id AND version = $version",
            ["id": .text(record.id), "version": .integer(number)]
        )
        guard let row else { throw CoordinatorError(.notFound, "\(record.id) has no version \(number).") }
        return try passport(row)
    }

    /// The version that was in force at a time.
    /// - Throws: `notFound` for a time before the first one.
    package static func version(at milliseconds: Int64, of record: Record, in work: Work) throws -> ProductPassport {
        let row = try work.transaction.first(
            """
            SELECT document FROM passport_version WHERE passport = $id AND at <= $at ORDER BY version DESC LIMIT 1
            """,
            ["id": .text(record.id), "at": .integer(milliseconds)]
        )
        guard let row else { throw CoordinatorError(.notFound, "\(record.id) did not exist at that time.") }
        return try passport(row)
    }

    private static func passport(_ row: DatabaseRow) throws -> ProductPassport {
        let bytes = Array(try row.text("document").utf8)
        return try ProductPassport(whole: PassportView(json: JSONValue(parsing: bytes, maximumBytes: bytes.count)))
    }

    /// Makes the first version of a passport.
    /// - Throws: `conflict` when the product, lot or piece has one.
    package static func create(
        _ content: PassportTemplate,
        of link: DigitalLink,
        owner: String,
        actor: String,
        in work: Work
    ) throws -> ProductPassport {
        // The lot of a piece is a statement about it, no part of its name.
        let product = try DigitalLink(link.identity)
        guard try find(product, in: work) == nil, let gtin = product.gtin else {
            throw CoordinatorError(.conflict, "\(product.path) has a passport; change that one.")
        }
        let id = uuid(work.ids.identifier(at: work.now))
        let passport = try ProductPassport(
            content.head(id: id, product: product),
            milliseconds: work.now.milliseconds,
            fields: content.fields(after: nil) { work.ids.randomBytes(saltBytes) }
        )
        _ = try work.transaction.execute(
            """
            INSERT INTO passport (id, subject, gtin, serial, owner, version, created_at)
            VALUES ($id, $subject, $gtin, $serial, $owner, 1, $at)
            """,
            [
                "id": .text(id), "subject": .text(product.identity), "gtin": .text(gtin.description),
                "serial": product.serial.map { .text($0.text) } ?? .null, "owner": .text(owner),
                "at": .integer(work.now.milliseconds),
            ]
        )
        try store(passport, actor: actor, in: work)
        try PassportAddresses.publish(product, owner: owner, in: work)
        return passport
    }

    /// Makes the next version.
    /// - Throws: what the rules of versions throw.
    package static func change(
        _ record: Record,
        to content: PassportTemplate,
        actor: String,
        in work: Work
    ) throws -> ProductPassport {
        let before = try version(record.version, of: record, in: work)
        let next = try before.next(
            content.head(id: record.id, product: before.head.product),
            // A clock that was set back does not undo the order of versions.
            milliseconds: max(work.now.milliseconds, before.milliseconds),
            fields: content.fields(after: before) { work.ids.randomBytes(saltBytes) }
        )
        _ = try work.transaction.execute(
            "UPDATE passport SET version = $version WHERE id = $id",
            ["version": .integer(next.version), "id": .text(record.id)]
        )
        try store(next, actor: actor, in: work)
        try log(next, actor: actor, in: work)
        try EventLog.append(
            .passportChanged,
            subject: record.id,
            owner: record.owner,
            data: ["by": actor, "version": String(next.version), "product": record.subject],
            in: work
        )
        return next
    }

    /// Enters a version into the log.
    static func log(_ passport: ProductPassport, actor: String, in work: Work) throws {
        try LogBook.append(
            .passport,
            of: passport.head.product.logSubject,
            actor: actor,
            hashes: ["passport": try passport.hash()],
            in: work
        )
    }

    private static func store(_ passport: ProductPassport, actor: String, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO passport_version (passport, version, at, hash, document, actor)
            VALUES ($id, $version, $at, $hash, $document, $actor)
            """,
            [
                "id": .text(passport.head.id), "version": .integer(passport.version),
                "at": .integer(passport.milliseconds), "hash": .text(try passport.hash()),
                "document": .text(String(decoding: try passport.view(for: .owner).json.canonical(), as: UTF8.self)),
                "actor": .text(actor),
            ]
        )
    }

    /// An id as a URI: the UUID of version 7 that it is but for six bits (RFC 9562 sections 4 and 5.7).
    private static func uuid(_ id: String) -> String {
        var digits = Array(id.utf8)
        digits[12] = UInt8(ascii: "7")
        let variant = UInt8(String(decoding: [digits[16]], as: UTF8.self), radix: 16) ?? 0
        digits[16] = Array(String(variant & 0x3 | 0x8, radix: 16).utf8)[0]
        let text = String(decoding: digits, as: UTF8.self)
        let cuts = [0, 8, 12, 16, 20, 32]
        let parts = zip(cuts, cuts.dropFirst()).map { start, end in text.dropFirst(start).prefix(end - start) }
        return "urn:uuid:\(parts.joined(separator: "-"))"
    }
}
