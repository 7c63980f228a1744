/// What a resolver knows of what somebody asks for.
package struct ResolverFacts: Sendable {
    /// The resolver that the company prefix was handed to; nil when that is this one.
    package var delegation: Delegation?
    /// The sets of links, narrowest first: of the piece, the lot, the variant, the product. What has none is left out.
    package var sets: [LinkSet]

    /// Takes what is known.
    package init(delegation: Delegation? = nil, sets: [LinkSet] = []) {
        self.delegation = delegation
        self.sets = sets
    }

    /// A company prefix that another resolver answers for.
    package struct Delegation: Hashable, Sendable {
        /// The digits of the prefix.
        package let prefix: String
        /// The other resolver's root, an address without a slash at its end.
        package let resolver: String

        /// Takes both.
        package init(prefix: String, resolver: String) {
            self.prefix = prefix
            self.resolver = resolver
        }
    }
}
