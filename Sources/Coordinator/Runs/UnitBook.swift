import Passport
import Protocol

/// What is written down of one unit when its serial reached its end at the machine.
enum UnitBook {
    /// The piece's canonical link: what names it in the log. Its lot is a statement about it, no part of its name.
    static func subject(_ run: RunRecord, _ serial: Serial) throws -> String {
        try DigitalLink(stem: DigitalLink.canonicalStem, gtin: run.gtin, serial: serial).canonical
    }

    /// The first version of the unit's passport, when its product has one.
    private static func passport(of subject: String, _ run: RunRecord, in work: Work) throws -> ProductPassport? {
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
            of: DigitalLink(subject),
            owner: run.owner,
            actor: run.machine,
            in: work
        )
    }

    /// Enters the leaf of the log and the event.
    static func record(_ report: StampReport, of run: RunRecord, in work: Work) throws {
        let subject = try subject(run, Serial(checked: report.serial))
        switch report.status {
        case .commissioned:
            let event = try ObjectEvent.commissioning(
                [DigitalLink(subject)],
                milliseconds: work.now.milliseconds
            )
            var hashes = ["epcis": Fingerprint.sha256(Array(event.hashedText.utf8))]
            if let passport = try passport(of: subject, run, in: work) { hashes["passport"] = try passport.hash() }
            try LogBook.append(.commission, of: subject, actor: run.machine, hashes: hashes, in: work)
        case .scrapped, .cannotStart:
            let fate = JSONValue.array([.string(report.status.rawValue), .string(report.reason ?? "")])
            try LogBook.append(
                .retire,
                of: subject,
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
