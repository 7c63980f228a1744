import Database
package import Passport

/// One event of a product's life: a row of the table `product_event`.
package struct ProductEvent: Sendable {
    /// What happened: that it was commissioned, or something later.
    package enum Kind: Hashable, Sendable {
        /// A machine marked it and read it back.
        case commissioning
        /// Somebody signed that this happened.
        case later(LifeKind)

        /// The word of the API.
        package var word: String {
            switch self {
            case .commissioning: "commissioning"
            case .later(let kind): kind.rawValue
            }
        }

        init?(word: String) {
            if word == Self.commissioning.word {
                self = .commissioning
            } else if let kind = LifeKind(rawValue: word) {
                self = .later(kind)
            } else {
                return nil
            }
        }
    }

    /// The product, lot or model, as its identity.
    package let subject: String
    /// What happened.
    package let kind: Kind
    /// The id that is made of the event.
    package let id: String
    /// Who says so: a machine's id, or the `did:key` that signed.
    package let signer: String
    /// Whose key that was; nil for a machine, and for an owner whom only his key names.
    package let party: String?
    /// When it happened, as the signer says, milliseconds since 1970.
    package let occurredAt: Int64
    /// When it was entered here, milliseconds since 1970.
    package let enteredAt: Int64
    /// The event.
    package let event: ObjectEvent
    /// As it was signed; nil for a machine's, which is signed when it is asked for.
    package let credential: String?
    /// The form of what was signed.
    package let form: SignedCredential.Form?
    /// The number of its leaf among those of its subject.
    package let leaf: Int64

    init(row: DatabaseRow) throws {
        let wrong = CoordinatorError(.unexpected, "An event of a product can't be read; restore a backup.")
        guard let kind = Kind(word: try row.text("kind")) else { throw wrong }
        subject = try row.text("subject")
        self.kind = kind
        id = try row.text("event_id")
        signer = try row.text("signer")
        party = try row.optionalText("party")
        occurredAt = try row.int64("occurred_at")
        enteredAt = try row.int64("entered_at")
        event = try ObjectEvent(json: JSONValue(parsing: Array(row.text("event").utf8)))
        credential = try row.optionalText("credential")
        form = try row.optionalText("form").flatMap(SignedCredential.Form.init(rawValue:))
        leaf = try row.int64("leaf")
    }

    /// The event as a reader of a tier gets it. Who had a product is told to its maker and to authorities only; what is
    /// left out makes another hash than the id, which stays that of the whole.
    func json(for tier: AccessTier) -> JSONValue {
        var json = event.json
        guard event.transfer != nil, !tier.maySee(.authority) else { return json }
        json["sourceList"] = nil
        json["destinationList"] = nil
        return json
    }
}
