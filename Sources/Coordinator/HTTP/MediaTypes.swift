/// Media types in `Accept` and `Content-Type` (RFC 9110 sections 12.5.1 and 8.3).
enum MediaTypes {
    /// Whether a caller with this `Accept` takes one of `offered`. Without the field it takes anything.
    static func accept(_ header: String?, oneOf offered: [String]) -> Bool {
        guard let header else { return true }
        let ranges = header.split(separator: ",").map(range).filter { !$0.isRefused }
        return offered.contains { type in
            let main = type.prefix { $0 != "/" }
            return ranges.contains { $0.text == "*/*" || $0.text == type || $0.text == "\(main)/*" }
        }
    }

    /// Whether a `Content-Type` says that the body is JSON. A body without the field is taken for it.
    static func isJSON(_ header: String?) -> Bool {
        guard let header else { return true }
        let type = essence(header)
        return type == "application/json" || type == "text/json"
            || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    }

    private static func range(_ text: Substring) -> (text: String, isRefused: Bool) {
        let weights = text.split(separator: ";").dropFirst().map { $0.filter { $0 != " " }.lowercased() }
        return (essence(text), weights.contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) })
    }

    /// The type and subtype, without parameters.
    private static func essence(_ text: some StringProtocol) -> String {
        String(text.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }).lowercased()
    }
}
