import Passport

/// Where what is known of links is looked up.
protocol LinkLookup {
    /// The set of each of these anchors; nil for one that has none.
    func sets(of anchors: [String]) throws -> [LinkSet?]
    /// Whether each of these anchors has a passport here.
    func passports(of anchors: [String]) throws -> [Bool]
    /// Whether anything that belongs to an anchor has a passport here.
    func hasPassports(below anchor: String) throws -> Bool
    /// Who answers for the longest company prefix of a link that was handed over.
    func delegation(of link: DigitalLink) throws -> ResolverFacts.Delegation?
}

/// What is known of a link.
struct LinkFinding: Sendable {
    /// The link's own path.
    let path: String
    /// What the answer is made of.
    let facts: ResolverFacts
    /// Whether a piece was asked for that nothing is known of, among pieces that are known: an error, or a guess.
    let isMiss: Bool

    /// Looks everything up. What is not known of a piece takes the same steps whether its serial was never thought of,
    /// waits in a block, or was given back: only what is published is looked for.
    init(_ link: DigitalLink, in lookup: some LinkLookup, publicURL: String) throws {
        let levels = link.levels
        path = levels[0]
        if let delegation = try lookup.delegation(of: link) {
            facts = ResolverFacts(delegation: delegation)
            isMiss = false
            return
        }
        let stored = try lookup.sets(of: levels)
        let passports = try lookup.passports(of: levels)
        var sets: [LinkSet] = []
        var isPieceKnown = false
        let pieceLevels = link.pieceLevels
        for (index, anchor) in levels.enumerated() {
            if passports[index] {
                sets.append(PassportAddresses.adding(to: stored[index], anchor: anchor, publicURL: publicURL))
            } else if let set = stored[index] {
                sets.append(set)
            } else {
                continue
            }
            isPieceKnown = isPieceKnown || index < pieceLevels
        }
        facts = ResolverFacts(sets: sets)
        isMiss = try pieceLevels > 0 && !isPieceKnown && lookup.hasPassports(below: levels[levels.count - 1])
    }
}

extension DigitalLink {
    /// How many of the `levels` name the piece itself.
    fileprivate var pieceLevels: Int { namesPiece ? (elements.count { !$0.isAttribute } > 2 ? 2 : 1) : 0 }
}
