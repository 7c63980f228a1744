import Database
package import Passport

/// Which products, lots and pieces have a passport here. The one place where issuing a passport and resolving a link
/// meet: whoever issues one publishes its link, and everything else follows.
package enum PassportAddresses {
    /// From now on the link leads to its passport. Call it in the transaction that issues the passport, and never
    /// before: a link that is not published is answered like one that nobody ever thought of.
    package static func publish(_ link: DigitalLink, owner: String, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO passport_address (anchor, owner, published_at) VALUES ($anchor, $owner, $at)
            ON CONFLICT (anchor) DO NOTHING
            """,
            ["anchor": .text(link.path), "owner": .text(owner), "at": .integer(work.now.milliseconds)]
        )
    }

    /// The page for people of the passport of an anchor.
    package static func page(of anchor: String, publicURL: String) -> String { "\(publicURL)/p\(anchor)" }

    /// Adds the links of a passport to the links of its anchor. It is where everybody is sent who says nothing else,
    /// unless the owner chose another default.
    static func adding(to set: LinkSet?, anchor: String, publicURL: String) -> LinkSet {
        var set = set ?? LinkSet(anchor: anchor, links: [])
        set.links.append(
            ProductLink(
                .passport,
                href: page(of: anchor, publicURL: publicURL),
                title: "Product passport",
                mediaType: "text/html",
                isDefault: !set.hasDefault
            )
        )
        return set
    }
}
