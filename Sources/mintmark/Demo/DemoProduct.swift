/// What the line of the demo makes.
enum DemoProduct {
    /// Its number, from the range that GS1 keeps for examples.
    static let gtin = "09520123456788"
    /// What people call it.
    static let name = "Bicycle lamp L-300"
    /// The lot of the unit that the demo makes by itself.
    static let lot = "DEMO-1"

    /// The body that makes the product.
    struct Change: Encodable { let name = DemoProduct.name }

    /// What its passports begin with: what a buyer or a repairer should know, and one thing that is the maker's own.
    static let passport = #"""
        {"economicOperatorId": "https://id.example.com/417/9520123456788",
        "contentSpecificationIds": ["https://passports.example.com/lamps/1"],
        "elements": {
            "manufacturer": {"value": "Example Lamps, Porto", "tier": "public"},
            "mass": {"value": "186 g", "tier": "public"},
            "batteryType": {"value": "Li-ion, 3.7 V, 2600 mAh, replaceable", "tier": "public"},
            "recycledContent": {"value": {"aluminium": "72 %", "plastics": "40 %"}, "tier": "public"},
            "carbonFootprint": {"value": "3.1 kg CO2e", "tier": "public"},
            "repairManual": {"value": "https://passports.example.com/lamps/l-300/repair", "tier": "public"},
            "warranty": {"value": "5 years", "tier": "public"},
            "cellSupplier": {"value": "Cells & Sons, contract 4711", "tier": "owner"}
        }}
        """#
}
