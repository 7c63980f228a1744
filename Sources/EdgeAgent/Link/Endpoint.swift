/// An address of the coordinator: `https://host:port`.
package struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// A name or an address; an IPv6 address without its brackets.
    package let host: String
    /// The TCP port.
    package let port: Int

    /// Reads `https://host[:port]`. Plain HTTP is not taken: sessions carry a bearer token.
    /// - Throws: `configuration`.
    package init(_ text: String) throws(AgentError) {
        let wrong = AgentError(.configuration, "\"\(text.prefix(128))\" is not an address; write https://host:port.")
        guard text.hasPrefix("https://") else { throw wrong }
        var rest = text.dropFirst("https://".count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard !rest.contains("/"), !rest.contains("@"), !rest.isEmpty else { throw wrong }
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else { throw wrong }
            host = String(rest[rest.index(after: rest.startIndex)..<end])
            let port = rest[rest.index(after: end)...]
            guard port.isEmpty || port.hasPrefix(":"), let number = port.isEmpty ? 443 : Int(port.dropFirst()) else {
                throw wrong
            }
            self.port = number
        } else {
            let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 2, let name = parts.first, !name.isEmpty,
                let number = parts.count == 2 ? Int(parts[1]) : 443
            else { throw wrong }
            host = String(name)
            port = number
        }
        guard (1...65_535).contains(port), !host.isEmpty, host.utf8.allSatisfy(Self.isHostByte) else { throw wrong }
    }

    /// Letters, digits, and what else stands in names (RFC 1123 section 2.1) and addresses.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
    }

    /// What stands in an HTTP Host header: an IPv6 address in its brackets (RFC 9112 section 3.2).
    var authority: String { String(description.dropFirst("https://".count)) }

    package var description: String { host.contains(":") ? "https://[\(host)]:\(port)" : "https://\(host):\(port)" }
}
