/// What somebody asks a resolver.
package struct ResolverRequest: Sendable {
    /// Path and query as they came.
    package var target: String
    /// The field `Accept`; nil without one.
    package var accept: String?
    /// The field `Accept-Language`; nil without one.
    package var acceptLanguage: String?

    /// Longest path with query, in bytes.
    package static let maximumBytes = 1_500

    /// Takes what was asked.
    package init(target: String, accept: String? = nil, acceptLanguage: String? = nil) {
        self.target = target
        self.accept = accept
        self.acceptLanguage = acceptLanguage
    }

    /// What stands after the question mark, without a fragment; empty for nothing.
    var query: Substring {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return "" }
        let query = target[target.utf8.index(after: mark)...]
        return query.utf8.firstIndex(of: UInt8(ascii: "#")).map { query[..<$0] } ?? query
    }

    /// The value of a pair of the query with its percent-encoding undone, empty when what stands there is no text; nil
    /// without such a pair.
    func parameter(_ name: String) -> String? {
        let query = query
        guard !query.isEmpty else { return nil }
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            if parts[0].elementsEqual(name.utf8) {
                return parts.count == 2 ? PercentEncoding.text(of: parts[1]) ?? "" : ""
            }
        }
        return nil
    }
}
