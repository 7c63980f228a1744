/// What every passport says of itself, after EN 18223: which passport of what, whose, and in which state. It is public.
package struct PassportHead: Hashable, Sendable {
    /// How much one passport is of.
    package enum Granularity: String, CaseIterable, Sendable {
        case model, batch, item
    }

    /// Whether the passport is in force.
    package enum Status: String, CaseIterable, Sendable {
        case active, inactive, archived, invalid
    }

    /// Names the passport, in all its versions.
    package let id: String
    /// The product, lot or piece.
    package let product: DigitalLink
    /// Version of the form of the data.
    package let schemaVersion: String
    /// Whether it is in force.
    package let status: Status
    /// Who answers for the product.
    package let economicOperatorID: String
    /// Where it was made.
    package let facilityID: String?
    /// What the elements are specified by.
    package let contentSpecificationIDs: [String]

    /// Makes a head.
    /// - Throws: `empty` without an id or an operator, `badSequence` when the link's key is no GTIN.
    package init(
        id: String,
        product: DigitalLink,
        schemaVersion: String = "1.0",
        status: Status = .active,
        economicOperatorID: String,
        facilityID: String? = nil,
        contentSpecificationIDs: [String] = []
    ) throws(PassportError) {
        guard !id.isEmpty, !economicOperatorID.isEmpty else {
            throw PassportError(.empty, "A passport has an id and an economic operator; one of them is empty.")
        }
        guard product.gtin != nil else {
            throw PassportError(.badSequence, "A passport is of a product; \(product.path) has another key than 01.")
        }
        self.id = id
        self.product = product
        self.schemaVersion = schemaVersion
        self.status = status
        self.economicOperatorID = economicOperatorID
        self.facilityID = facilityID
        self.contentSpecificationIDs = contentSpecificationIDs
    }

    /// What the link makes it: with a serial an item, with a lot a batch, else a model.
    package var granularity: Granularity {
        if product.serial != nil { return .item }
        return product.lot != nil ? .batch : .model
    }

    /// The members of EN 18223 that do not change with a version's contents.
    var json: JSONValue {
        var value: JSONValue = [
            "digitalProductPassportId": .string(id), "uniqueProductIdentifier": .string(product.canonical),
            "granularity": .string(granularity.rawValue), "dppSchemaVersion": .string(schemaVersion),
            "dppStatus": .string(status.rawValue), "economicOperatorId": .string(economicOperatorID),
            "contentSpecificationIds": .array(contentSpecificationIDs.map { .string($0) }),
        ]
        value["facilityId"] = facilityID.map { .string($0) }
        return value
    }

    /// Reads the members.
    /// - Throws: `malformed`, also when granularity and product contradict each other, and faults of the link.
    init(json: JSONValue) throws(PassportError) {
        guard let id = json["digitalProductPassportId"]?.string, let link = json["uniqueProductIdentifier"]?.string,
            let granularity = json["granularity"]?.string, let schemaVersion = json["dppSchemaVersion"]?.string,
            let status = json["dppStatus"]?.string.flatMap(Status.init(rawValue:)),
            let economicOperatorID = json["economicOperatorId"]?.string,
            let specifications = json["contentSpecificationIds"]?.elements
        else { throw PassportError(.malformed, "The passport lacks a member of its head, or has it in another form.") }
        let identifiers = specifications.compactMap(\.string)
        guard identifiers.count == specifications.count else {
            throw PassportError(.malformed, "The content specifications of a passport are texts.")
        }
        try self.init(
            id: id,
            product: try DigitalLink(link),
            schemaVersion: schemaVersion,
            status: status,
            economicOperatorID: economicOperatorID,
            facilityID: json["facilityId"]?.string,
            contentSpecificationIDs: identifiers
        )
        guard self.granularity.rawValue == granularity else {
            throw PassportError(
                .malformed,
                "The passport says it is of a \(granularity), but \(product.path) names a \(self.granularity.rawValue)."
            )
        }
    }
}
