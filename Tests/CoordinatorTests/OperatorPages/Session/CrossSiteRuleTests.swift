import Testing

@testable import Coordinator

@Suite("Cross-site rule")
struct CrossSiteRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let site: String?
        let origin: String?
        let isAllowed: Bool

        var testDescription: String { "\(site ?? "-") \(origin ?? "-")" }
    }

    @Test(arguments: [
        Case(site: "same-origin", origin: "https://shop.example", isAllowed: true),
        Case(site: nil, origin: "https://shop.example", isAllowed: true),
        Case(site: nil, origin: "https://SHOP.example", isAllowed: true),
        Case(site: "same-origin", origin: nil, isAllowed: true),
        Case(site: "same-origin", origin: "null", isAllowed: true),
        Case(site: nil, origin: nil, isAllowed: false),
        Case(site: nil, origin: "null", isAllowed: false),
        Case(site: "cross-site", origin: "null", isAllowed: false),
        Case(site: "cross-site", origin: "https://shop.example", isAllowed: false),
        Case(site: "same-site", origin: "https://other.shop.example", isAllowed: false),
        Case(site: "same-origin", origin: "https://evil.example", isAllowed: false),
        Case(site: nil, origin: "https://evil.example", isAllowed: false),
        Case(site: nil, origin: "http://shop.example", isAllowed: false),
        Case(site: nil, origin: "https://shop.example.evil.example", isAllowed: false),
    ])
    func judges(_ example: Case) {
        let ours: Set<String> = ["https://shop.example"]
        #expect(CrossSiteRule.allows(site: example.site, origin: example.origin, ours: ours) == example.isAllowed)
    }
}
