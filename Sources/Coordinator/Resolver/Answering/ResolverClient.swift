import Protocol

/// Whom requests are counted as: an address, or of IPv6 the network of 64 bits that one customer usually has.
enum ResolverClient {
    /// The client behind a connection.
    /// - Parameters:
    ///   - address: where the connection comes from.
    ///   - forwarded: the field `X-Forwarded-For`; believed of trusted proxies only, and of it what they added.
    static func of(_ address: String, forwarded: String?, trusting proxies: Set<String>) -> String {
        let address = plain(address)
        guard let forwarded, proxies.contains(address) else { return network(of: address) }
        let hops = forwarded.split(separator: ",").map { String($0.filter { $0 != " " }) }
        let client = hops.last { !proxies.contains($0) }
        return network(of: client.flatMap { IPAddressBytes.of($0) == nil ? nil : $0 } ?? address)
    }

    private static let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

    /// IPv4 over a socket of IPv6 as IPv4 (RFC 4291 section 2.5.5.2): the first 64 bits of all of them are the same.
    private static func plain(_ address: String) -> String {
        guard let bytes = IPAddressBytes.of(address), bytes.starts(with: mapped) else { return address }
        return IPAddressBytes.text(Array(bytes.dropFirst(12))) ?? address
    }

    private static func network(of text: String) -> String {
        let address = plain(text)
        guard address.utf8.contains(UInt8(ascii: ":")), let bytes = IPAddressBytes.of(address) else { return address }
        return "\(IPAddressBytes.text(Array(bytes.prefix(8)) + [UInt8](repeating: 0, count: 8)) ?? address)/64"
    }
}
