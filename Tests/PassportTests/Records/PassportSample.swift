import Passport

/// A passport with a field of each tier.
enum PassportSample {
    static func head(
        id: String = "https://dpp.example.com/1",
        product: String = "https://id.example.com/01/09520123456788/21/4Q7ZK2M9XW3T",
        status: PassportHead.Status = .active
    ) throws -> PassportHead {
        try PassportHead(
            id: id,
            product: DigitalLink(product),
            status: status,
            economicOperatorID: "did:web:example.com",
            facilityID: "https://id.gs1.org/414/9520123456788",
            contentSpecificationIDs: ["urn:example:pump:1"]
        )
    }

    static func fields(mass: Int64 = 1_200) throws -> [PassportField] {
        let all: [(String, JSONValue, AccessTier)] = [
            ("mass", .integer(mass), .public), ("name", "Pump P-40", .public),
            ("repairManual", ["url": "https://example.com/manual"], .legitimateInterest),
            ("testReport", ["passed": true], .authority), ("supplier", "did:web:supplier.example", .owner),
        ]
        return try all.enumerated().map { index, field in
            try PassportField(
                field.0,
                field.1,
                tier: field.2,
                salt: Array(repeating: UInt8(index + 1), count: PassportField.minimumSaltBytes)
            )
        }
    }

    static func passport(mass: Int64 = 1_200) throws -> ProductPassport {
        try ProductPassport(head(), milliseconds: 1_800_000_000_000, fields: fields(mass: mass))
    }
}
