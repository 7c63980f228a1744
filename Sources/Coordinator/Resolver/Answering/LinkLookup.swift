import Passport

/// Where what is known of links is looked up.
protocol LinkLookup {
    /// The sets of these anchors, by anchor.
    func sets(of anchors: [String]) throws -> [String: LinkSet]
    /// Those of these anchors that have a passport here.
    func passports(of anchors: [String]) throws -> Set<String>
    /// Whether anything that belongs to an anchor has a passport here.
    func hasPassports(below anchor: String) throws -> Bool
    /// Who answers for the first of these company prefixes that was handed over.
    func delegation(of prefixes: [String]) throws -> ResolverFacts.Delegation?
}

/// What is known of a link.
struct LinkFinding: Sendable {
    /// What the answer is made of.
    let facts: ResolverFacts
    /// Whether a piece was asked for that nothing is known of, among pieces that are known: an error, or a guess.
    let isMiss: Bool

    /// Looks everything up. What is not known of a piece takes the same steps whether its serial was never thought of,
    /// waits in a block, or was given back: only what is published is looked for.
    init(_ link: DigitalLink, in lookup: some LinkLookup, publicURL: String) throws {
        if let delegation = try lookup.delegation(of: link.companyPrefixes) {
            facts = ResolverFacts(delegation: delegation)
            isMiss = false
            return
        }
        let levels = link.levels
        let sets = try lookup.sets(of: levels)
        let passports = try lookup.passports(of: levels)
        facts = ResolverFacts(
            sets: levels.compactMap { anchor in
                guard passports.contains(anchor) else { return sets[anchor] }
                return PassportAddresses.adding(to: sets[anchor], anchor: anchor, publicURL: publicURL)
            }
        )
        let piece = levels.prefix(link.pieceLevels)
        guard !piece.isEmpty, !piece.contains(where: { sets[$0] != nil || passports.contains($0) }) else {
            isMiss = false
            return
        }
        isMiss = try levels.last.map(lookup.hasPassports) ?? false
    }
}

extension DigitalLink {
    /// How many of the `levels` name the piece itself.
    fileprivate var pieceLevels: Int { namesPiece ? (elements.count { !$0.isAttribute } > 2 ? 2 : 1) : 0 }
}
