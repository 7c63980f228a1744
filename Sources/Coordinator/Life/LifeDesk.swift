import Passport

/// Enters events that somebody signed with a key of his own. What may be entered is decided by `LifeStanding`.
enum LifeDesk {
    /// Enters an event, with the update of the passport that it carries. The same event of the same signer is entered
    /// once, however often it is sent.
    /// - Returns: the event, and whether it is new.
    /// - Throws: `invalid`, `notFound` when the product has no passport here, `forbidden`, or `conflict` when the life
    ///   of the product does not go on so, or the passport is at another version.
    static func enter(_ signed: SignedCredential, in work: Work) throws -> (event: ProductEvent, isNew: Bool) {
        try refusing {
            let content = try EventCredential(signed.credential)
            guard let kind = LifeKind(content.event), content.event.products.count == 1,
                let product = content.event.products.first
            else {
                throw CoordinatorError(
                    .invalid,
                    "An event is of one product, and an inspection, repair, transfer, recycling, recall, or the end of "
                        + "one; docs/passport.md has the bizStep, disposition and action of each."
                )
            }
            if let known = try ProductEventBook.find(content.event.id, signer: signed.signer, in: work) {
                return (known, false)
            }
            let party = try PartyRepository.find(key: signed.signer, in: work)
            guard let record = try PassportBook.find(product, in: work) else {
                // Whoever may enter nothing does not find out which products there are.
                throw party == nil
                    ? stranger(signed) : CoordinatorError(.notFound, "There is no passport of this product.")
            }
            try enter(content, kind, of: product, record, signed, party, in: work)
            guard let entered = try ProductEventBook.find(content.event.id, signer: signed.signer, in: work) else {
                throw CoordinatorError(.unexpected, "The event was entered and is not there.")
            }
            return (entered, true)
        }
    }

    private static func enter(
        _ content: EventCredential,
        _ kind: LifeKind,
        of product: DigitalLink,
        _ record: PassportBook.Record,
        _ signed: SignedCredential,
        _ known: Party?,
        in work: Work
    ) throws {
        let party = known?.owner == record.owner ? known : nil
        let signer = party?.signer ?? LifeStanding.Signer(name: signed.signer)
        let passport = try PassportBook.version(record.version, of: record, in: work)
        let subjects = try ProductEventBook.subjects(product, passport: passport)
        let events = try ProductEventBook.events(of: subjects, limit: ProductEventBook.maximumEvents, in: work)
        guard events.count < ProductEventBook.maximumEvents else {
            throw CoordinatorError(.limit, "The product has as many events as are kept of one.")
        }
        let standing = ProductEventBook.standing(after: events.map(\.event))
        guard party != nil || standing.holder == signed.signer else { throw stranger(signed) }
        try standing.check(kind, content.event, by: signer, now: work.now.milliseconds)
        try content.update?.check(by: signer)
        // An owner is a person, maybe; the public log names businesses only.
        let actor = party?.id ?? "holder"
        try ProductEventBook.append(
            ProductEventBook.Entry(
                kind: .later(kind),
                event: content.event,
                signer: signed.signer,
                party: party?.id,
                credential: signed
            ),
            of: product,
            actor: actor,
            leaf: .event,
            in: work
        )
        try update(passport, record, content.update, kind, actor: actor, in: work)
        if kind == .recycling { try retire(product, actor: actor, in: work) }
        try EventLog.append(
            .productEvent,
            subject: record.id,
            owner: record.owner,
            data: ["by": actor, "kind": kind.rawValue, "product": product.identity, "eventID": content.event.id],
            in: work
        )
    }

    private static func stranger(_ signed: SignedCredential) -> CoordinatorError {
        CoordinatorError(
            .forbidden,
            "\(signed.signer.prefix(80)) may enter nothing of this product; ask its maker to let this key do so."
        )
    }

    /// The next version of the passport, when the event makes one.
    private static func update(
        _ passport: ProductPassport,
        _ record: PassportBook.Record,
        _ update: PassportUpdate?,
        _ kind: LifeKind,
        actor: String,
        in work: Work
    ) throws {
        guard update != nil || kind == .recycling else { return }
        if let update, update.version != record.version {
            throw CoordinatorError(
                .conflict,
                "It is at version \(record.version) by now, and the update follows \(update.version); read it "
                    + "again, and sign anew."
            )
        }
        var patch: JSONValue = .object([])
        patch["elements"] = update?.elements
        if kind == .recycling { patch["dppStatus"] = .string(PassportHead.Status.inactive.rawValue) }
        let content = try PassportTemplate(json: PassportTemplate(passport).json.merged(with: patch))
        for name in update?.names ?? [] {
            let before = passport.fields.first { $0.name == name }?.tier
            let after = content.elements.first { $0.name == name }?.tier
            guard before == nil || after == nil || before == after else {
                throw CoordinatorError(.forbidden, "Who may read \"\(name)\" is for the product's maker to change.")
            }
        }
        _ = try PassportBook.change(record, to: content, actor: actor, in: work)
    }

    /// The serial of what is no more.
    private static func retire(_ product: DigitalLink, actor: String, in work: Work) throws {
        guard let gtin = product.gtin, let serial = product.serial,
            let record = try SerialBook.find(gtin, serial, in: work)
        else { return }
        try SerialBook.apply([.destroy], to: record, actor: actor, in: work)
    }

    /// What the passport's own words refuse, in the words of the API.
    static func refusing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as PassportError {
            let code: CoordinatorErrorCode =
                switch error.code {
                case .notPermitted, .unknownKey, .badSignature: .forbidden
                case .badTransition: .conflict
                case .tooLong: .limit
                default: .invalid
                }
            throw CoordinatorError(code, error.message, cause: error.cause)
        }
    }
}
