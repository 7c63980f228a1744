package import Passport

/// What the passports of a product begin with, or what one is to hold next: everything of a version but what follows
/// from the product and the time.
package struct PassportTemplate: Sendable {
    /// A statement without its salt.
    package struct Element: Sendable {
        /// Its name.
        package let name: String
        /// What it says.
        package let value: JSONValue
        /// Who may read it.
        package let tier: AccessTier

        /// Makes an element.
        package init(_ name: String, _ value: JSONValue, tier: AccessTier) {
            self.name = name
            self.value = value
            self.tier = tier
        }
    }

    /// Whether it is in force.
    package var status: PassportHead.Status
    /// Who answers for the product.
    package var economicOperatorID: String
    /// Where it was made.
    package var facilityID: String?
    /// What the elements are specified by.
    package var contentSpecificationIDs: [String]
    /// The statements.
    package var elements: [Element]

    /// Longest name of an element, in bytes.
    package static let nameBytes = 100
    /// Longest form, in bytes.
    package static let maximumBytes = 65_536

    /// The members of the form; others are refused.
    private static let members: Set<String> = [
        "dppStatus", "economicOperatorId", "facilityId", "contentSpecificationIds", "elements",
    ]

    /// Reads the form that `json` writes.
    /// - Throws: `invalid`, saying which member is wrong.
    package init(json: JSONValue) throws(CoordinatorError) {
        guard let members = json.members else { throw Self.wrong("It must be an object.") }
        if let other = members.first(where: { !Self.members.contains($0.name) }) {
            throw Self.wrong("It has no member \"\(other.name.prefix(60))\" that may be set.")
        }
        let status = json["dppStatus"] ?? .string(PassportHead.Status.active.rawValue)
        guard let status = status.string.flatMap(PassportHead.Status.init) else {
            throw Self.wrong("dppStatus must be active, inactive, archived or invalid.")
        }
        guard let person = json["economicOperatorId"]?.string, !person.isEmpty else {
            throw Self.wrong("economicOperatorId must say who answers for the product.")
        }
        let specifications = json["contentSpecificationIds"] ?? .array([])
        let texts = specifications.elements?.compactMap(\.string)
        guard let texts, texts.count == specifications.elements?.count else {
            throw Self.wrong("contentSpecificationIds must be a list of texts.")
        }
        let facility = json["facilityId"]
        guard facility == nil || facility?.string != nil else { throw Self.wrong("facilityId must be a text.") }
        self.status = status
        economicOperatorID = person
        facilityID = facility?.string
        contentSpecificationIDs = texts
        elements = try Self.elements(json["elements"] ?? .object([]))
    }

    private static func elements(_ json: JSONValue) throws(CoordinatorError) -> [Element] {
        guard let members = json.members, members.count <= ProductPassport.maximumFields else {
            throw wrong("elements must be an object of at most \(ProductPassport.maximumFields) elements.")
        }
        var elements: [Element] = []
        for member in members {
            guard (1...nameBytes).contains(member.name.utf8.count) else {
                throw wrong("The name of an element has 1 to \(nameBytes) bytes.")
            }
            guard let value = member.value["value"],
                let tier = member.value["tier"]?.string.flatMap(AccessTier.init(rawValue:))
            else {
                throw wrong(
                    "The element \"\(member.name)\" needs a value, and a tier: "
                        + AccessTier.allCases.map(\.rawValue).joined(separator: ", ") + "."
                )
            }
            elements.append(Element(member.name, value, tier: tier))
        }
        return elements
    }

    private static func wrong(_ detail: String) -> CoordinatorError {
        CoordinatorError(.invalid, "The passport is not what this route takes. \(detail)")
    }

    /// What a version holds.
    package init(_ passport: ProductPassport) {
        status = passport.head.status
        economicOperatorID = passport.head.economicOperatorID
        facilityID = passport.head.facilityID
        contentSpecificationIDs = passport.head.contentSpecificationIDs
        elements = passport.fields.map { Element($0.name, $0.value, tier: $0.tier) }
    }

    /// The form.
    package var json: JSONValue {
        var value: JSONValue = [
            "dppStatus": .string(status.rawValue), "economicOperatorId": .string(economicOperatorID),
            "contentSpecificationIds": .array(contentSpecificationIDs.map { .string($0) }),
            "elements": .object(
                elements.map { JSONValue.Member($0.name, ["value": $0.value, "tier": .string($0.tier.rawValue)]) }
            ),
        ]
        value["facilityId"] = facilityID.map { .string($0) }
        return value
    }

    /// The head of a passport with this content.
    func head(id: String, product: DigitalLink) throws(PassportError) -> PassportHead {
        try PassportHead(
            id: id,
            product: product,
            status: status,
            economicOperatorID: economicOperatorID,
            facilityID: facilityID,
            contentSpecificationIDs: contentSpecificationIDs
        )
    }

    /// The fields: what is as it was keeps its salt, so its hash stays; whatever is new gets a fresh one.
    func fields(after before: ProductPassport?, salt: () -> [UInt8]) throws(PassportError) -> [PassportField] {
        var fields: [PassportField] = []
        for element in elements {
            let old = before?.fields.first { $0.name.utf8.elementsEqual(element.name.utf8) }
            let isSame = old.map { $0.value == element.value && $0.tier == element.tier } ?? false
            fields.append(
                try PassportField(
                    element.name,
                    element.value,
                    tier: element.tier,
                    salt: isSame ? old?.salt ?? salt() : salt()
                )
            )
        }
        return fields
    }
}
