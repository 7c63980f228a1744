/// Addresses that links lead to.
package enum WebAddress {
    /// Longest address, in bytes.
    package static let maximumBytes = 2_000

    /// Whether the text is an http or https URI of characters that a URI may have (RFC 3986 appendix A), with a host.
    package static func isAddress(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= maximumBytes, bytes.allSatisfy(LinkCharacters.ofURI.contains),
            let scheme = ["https://", "http://"].first(where: text.hasPrefix)
        else { return false }
        let host = bytes.dropFirst(scheme.utf8.count).prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        return !host.isEmpty && host.allSatisfy(LinkCharacters.ofHost.contains)
    }

    /// The address with further pairs of a query: before its fragment, after pairs it has already.
    /// - Parameter query: the text after the question mark, as it came; empty for none.
    package static func adding(_ query: Substring, to address: String) -> String {
        guard !query.isEmpty else { return address }
        let fragment = address.utf8.firstIndex(of: UInt8(ascii: "#")) ?? address.endIndex
        let head = address[..<fragment]
        let separator =
            head.utf8.contains(UInt8(ascii: "?")) ? (head.hasSuffix("?") || head.hasSuffix("&") ? "" : "&") : "?"
        return "\(head)\(separator)\(query)\(address[fragment...])"
    }
}
