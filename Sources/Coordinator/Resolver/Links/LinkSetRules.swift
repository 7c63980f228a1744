import Database
import Passport

/// What must hold between sets of links of one product.
enum LinkSetRules {
    /// Links of a lot or a piece belong to whoever has the product's.
    /// - Throws: `conflict` when that is somebody else.
    static func requireOwner(_ owner: String, of link: DigitalLink, in work: Work) throws {
        for anchor in link.levels {
            let row = try work.transaction.first(
                "SELECT owner FROM link_set WHERE anchor = $anchor AND removed = 0",
                ["anchor": .text(anchor)]
            )
            guard let other = try row?.text("owner"), !LinkRepository.may(owner, see: other) else { continue }
            throw CoordinatorError(.conflict, "\(anchor) is somebody else's; only they can add links to it.")
        }
    }

    /// Somebody who says nothing has to be sent somewhere: by this set, or by one of what it belongs to.
    /// - Throws: `invalid` when neither does.
    static func requireDefault(_ set: LinkSet, of link: DigitalLink, in work: Work) throws {
        if set.hasDefault { return }
        for anchor in link.levels.dropFirst() {
            let row = try work.transaction.first(
                "SELECT * FROM link_set WHERE anchor = $anchor AND removed = 0",
                ["anchor": .text(anchor)]
            )
            if try row.map({ try LinkSetRecord.set($0).hasDefault }) == true { return }
        }
        throw CoordinatorError(
            .invalid,
            "None of the links is the default, and nothing that \(set.anchor) belongs to has one; "
                + "say \"default\": true."
        )
    }

    /// A default that others lean on stays.
    /// - Throws: `conflict`, naming one of them.
    static func requireNobodyNeeds(_ set: LinkSet, in work: Work) throws {
        guard set.hasDefault else { return }
        let rows = try work.transaction.rows(
            """
            SELECT anchor, description, links FROM link_set
            WHERE anchor > $anchor || '/' AND anchor < $anchor || '0' AND removed = 0 ORDER BY anchor
            """,
            ["anchor": .text(set.anchor)]
        )
        guard let other = try rows.lazy.map(LinkSetRecord.set).first(where: { !$0.hasDefault }) else { return }
        throw CoordinatorError(
            .conflict,
            "\(other.anchor) has no default of its own and needs this one; give it one, or remove its links first."
        )
    }
}
