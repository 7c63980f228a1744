extension RouteTable {
    /// The methods that the resource at a path has, sorted; empty when there is none (RFC 9110 section 10.2.1).
    package static func methods(at path: String) -> [String] {
        let segments = path.split(separator: "/")
        let matching = routes.filter { matches($0.path.split(separator: "/"), segments) }
        // As the router does: an address that a route spells out is not also a value of another one's parameter.
        let fewest = matching.map { parameters($0.path) }.min()
        let methods = matching.filter { parameters($0.path) == fewest }.map(\.method)
        return Set(methods + (methods.contains("GET") ? ["HEAD"] : [])).sorted()
    }

    private static func parameters(_ pattern: String) -> Int { pattern.count { $0 == "{" } }

    private static func matches(_ pattern: [Substring], _ path: [Substring]) -> Bool {
        pattern.count == path.count && zip(pattern, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
