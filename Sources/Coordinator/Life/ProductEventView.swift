import Passport

/// An event of a product in JSON.
struct ProductEventView: Encodable {
    let kind: String
    let eventID: String
    let occurredAt: Int64
    let enteredAt: Int64
    let party: String?
    let event: JSONValue
    let credential: String?
    let credentialType: String?
    let proof: String

    /// As a reader of a tier gets it: with the signed original, unless that says what he may not see.
    init(_ record: ProductEvent, _ tier: AccessTier, issuer: PassportIssuer) throws {
        kind = record.kind.word
        eventID = record.id
        occurredAt = record.occurredAt
        enteredAt = record.enteredAt
        party = record.party
        event = record.json(for: tier)
        let isWhole = record.event.transfer == nil || tier.maySee(.authority)
        credential =
            switch (record.credential, isWhole) {
            case (let signed?, true): signed
            case (nil, true): try issuer.credential(of: record.event)
            case (_, false): nil
            }
        credentialType =
            credential == nil ? nil : (record.form ?? .token).rawValue
        let subject = record.event.products.first?.logSubject ?? ""
        proof = "/log/proof?subject=\(PercentEncoding.encode(subject))&sequence=\(record.leaf)"
    }
}
