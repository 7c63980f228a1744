import Database
import Passport

/// Looks links up in one snapshot of the database.
struct StoredLinkLookup: LinkLookup {
    let transaction: any Transaction

    func sets(of anchors: [String]) throws -> [LinkSet?] {
        let (list, bindings) = Self.list(anchors)
        let rows = try transaction.rows(
            "SELECT anchor, description, links FROM link_set WHERE removed = 0 AND anchor IN (\(list))",
            bindings
        )
        let sets = try rows.map(LinkSetRecord.set)
        return anchors.map { anchor in sets.first { $0.anchor == anchor } }
    }

    func passports(of anchors: [String]) throws -> [Bool] {
        let (list, bindings) = Self.list(anchors)
        let rows = try transaction.rows("SELECT anchor FROM passport_address WHERE anchor IN (\(list))", bindings)
        let found = Set(try rows.map { try $0.text("anchor") })
        return anchors.map(found.contains)
    }

    func hasPassports(below anchor: String) throws -> Bool {
        try transaction.first(
            "SELECT 1 AS one FROM passport_address WHERE anchor > $anchor || '/' AND anchor < $anchor || '0' LIMIT 1",
            ["anchor": .text(anchor)]
        ) != nil
    }

    func delegation(of link: DigitalLink) throws -> ResolverFacts.Delegation? {
        let prefixes = link.companyPrefixes
        guard !prefixes.isEmpty else { return nil }
        let (list, bindings) = Self.list(prefixes)
        let row = try transaction.first(
            "SELECT prefix, resolver FROM delegation WHERE prefix IN (\(list)) ORDER BY length(prefix) DESC LIMIT 1",
            bindings
        )
        return try row.map {
            ResolverFacts.Delegation(prefix: try $0.text("prefix"), resolver: try $0.text("resolver"))
        }
    }

    /// `$0, $1` and the values of these names.
    private static func list(_ texts: [String]) -> (names: String, bindings: [String: DatabaseValue]) {
        var bindings: [String: DatabaseValue] = [:]
        for (index, text) in texts.enumerated() { bindings["\(index)"] = .text(text) }
        return (texts.indices.map { "$\($0)" }.joined(separator: ", "), bindings)
    }
}
