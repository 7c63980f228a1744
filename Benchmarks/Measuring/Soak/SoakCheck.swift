/// Something that must hold after a soak, and whether it did.
package struct SoakCheck: Sendable, Equatable {
    /// What must hold, as a fact.
    package var fact: String
    /// What was found.
    package var found: String
    /// Whether it holds.
    package var holds: Bool

    /// Makes a check.
    package init(_ fact: String, found: String, holds: Bool) {
        self.fact = fact
        self.found = found
        self.holds = holds
    }

    /// A check that nothing was found which must not be; the first few are named.
    package init(_ fact: String, none findings: [String]) {
        let named = findings.prefix(5).joined(separator: "; ")
        self.init(fact, found: findings.isEmpty ? "none" : "\(findings.count): \(named)", holds: findings.isEmpty)
    }
}
