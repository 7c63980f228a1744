import Passport
import Protocol

/// What is written down of one unit when its serial reached its end at the machine.
enum UnitBook {
    /// The piece. Its lot is a statement about it, no part of its name.
    static func piece(_ run: RunRecord, _ serial: Serial) throws -> DigitalLink {
        try DigitalLink(stem: DigitalLink.canonicalStem, gtin: run.gtin, serial: serial)
    }

    /// The first version of the unit's passport, when its product has one.
    private static func passport(of piece: DigitalLink, _ run: RunRecord, in work: Work) throws -> ProductPassport? {
        let product = try ProductRepository.get(run.gtin, in: work)
        guard var content = product.passport else { return nil }
        let day = String(UTCTime.text(milliseconds: work.now.milliseconds).prefix(10))
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

    /// Enters the leaf of the log and the event.
    static func record(_ report: StampReport, of run: RunRecord, in work: Work) throws {
        let piece = try piece(run, Serial(checked: report.serial))
        switch report.status {
        case .commissioned:
            let passport = try passport(of: piece, run, in: work)
            try ProductEventBook.append(
                ProductEventBook.Entry(
                    kind: .commissioning,
                    event: ObjectEvent.commissioning([piece], milliseconds: work.now.milliseconds),
                    signer: run.machine
                ),
                of: piece,
                actor: run.machine,
                leaf: .commission,
                hashes: try passport.map { ["passport": try $0.hash()] } ?? [:],
                in: work
            )
        case .scrapped, .cannotStart:
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
