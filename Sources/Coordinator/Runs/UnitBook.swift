import Passport
import Protocol

/// What is written down of one unit when its serial reached its end at the machine.
enum UnitBook {
    /// The piece. Its lot is a statement about it, no part of its name.
    static func piece(_ run: RunRecord, _ serial: Serial) throws -> DigitalLink {
        try DigitalLink(stem: DigitalLink.canonicalStem, gtin: run.gtin, serial: serial)
    }

    /// The first version of the unit's passport, when its product has one.
    private static func passport(
        of piece: DigitalLink,
        _ run: RunRecord,
        milliseconds: Int64,
        in work: Work
    ) throws -> ProductPassport? {
        let product = try ProductRepository.get(run.gtin, in: work)
        guard var content = product.passport else { return nil }
        let day = String(UTCTime.text(milliseconds: milliseconds).prefix(10))
        let lot = run.lot.map { [PassportTemplate.Element("batchNumber", .string($0.text), tier: .public)] } ?? []
        let own: [PassportTemplate.Element] =
            lot + [
                .init("productName", .string(product.name), tier: .public),
                .init("manufacturingDate", .string(day), tier: .public),
                .init("line", .string(run.machine), tier: .owner),
                .init("run", .string(run.id), tier: .owner),
            ]
        let names = content.elements.map(\.name)
        content.elements += own.filter { !names.contains($0.name) }
        return try PassportBook.create(
            content,
            of: piece,
            owner: run.owner,
            actor: run.machine,
            in: work
        )
    }

    /// Enters the event with its leaf and the passport. The leaf is there already when a lost generation of this
    /// database had the receipt: then the event is made again as it was, and the passport, whose salts are lost, is a
    /// new one with a leaf of its own.
    private static func commission(_ piece: DigitalLink, _ run: RunRecord, in work: Work) throws {
        let known = try LogBook.leaf(piece.logSubject, sequence: 0, in: work)?.leaf
        let at = known?.milliseconds ?? work.now.milliseconds
        let passport = try passport(of: piece, run, milliseconds: at, in: work)
        let entry = ProductEventBook.Entry(
            kind: .commissioning,
            event: try ObjectEvent.commissioning([piece], milliseconds: at),
            signer: run.machine
        )
        guard let known else {
            return try ProductEventBook.append(
                entry,
                of: piece,
                actor: run.machine,
                leaf: .commission,
                hashes: try passport.map { ["passport": try $0.hash()] } ?? [:],
                in: work
            )
        }
        if let passport { try PassportBook.log(passport, actor: run.machine, in: work) }
        guard try !ProductEventBook.takeUp(entry, of: piece, leaf: known, in: work) else { return }
        try AlarmBook.raise(
            .serialInDoubt,
            subject: run.id,
            owner: run.owner,
            text: "\(run.machine) commissioned \(piece.path), and the log says something else of it first. Look at the "
                + "unit, and at the log's entry.",
            in: work
        )
    }

    /// Enters the leaf of the log and the event.
    static func record(_ report: StampReport, of run: RunRecord, in work: Work) throws {
        let piece = try piece(run, Serial(checked: report.serial))
        switch report.status {
        case .commissioned: try commission(piece, run, in: work)
        case .scrapped, .cannotStart:
            // The lost generation of a restored database may have entered it.
            guard try LogBook.last(of: piece.logSubject, in: work) == nil else { break }
            let fate = JSONValue.array([.string(report.status.rawValue), .string(report.reason ?? "")])
            try LogBook.append(
                .retire,
                of: piece.logSubject,
                actor: run.machine,
                hashes: ["fate": Fingerprint.sha256(try fate.canonical())],
                in: work
            )
        }
        try EventLog.append(
            .unitStamped,
            subject: run.id,
            owner: run.owner,
            data: [
                "unit": String(report.unit), "gtin": run.gtin.description, "serial": report.serial,
                "status": report.status.rawValue, "reason": report.reason ?? "", "station": report.station,
            ],
            traceparent: run.traceparent,
            in: work
        )
    }
}
