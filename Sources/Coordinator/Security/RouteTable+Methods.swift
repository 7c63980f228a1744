extension RouteTable {
    /// The methods that the resource at a path has, sorted; empty when there is none (RFC 9110 section 10.2.1).
    package static func methods(at path: String) -> [String] {
        let segments = path.split(separator: "/")
        let methods = routes.filter { matches($0.path.split(separator: "/"), segments) }.map(\.method)
        return Set(methods + (methods.contains("GET") ? ["HEAD"] : [])).sorted()
    }

    private static func matches(_ pattern: [Substring], _ path: [Substring]) -> Bool {
        pattern.count == path.count && zip(pattern, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
