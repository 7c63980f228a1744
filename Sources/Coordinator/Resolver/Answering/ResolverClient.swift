import Protocol

/// Whom requests are counted as: an address, or of IPv6 the network of 64 bits that one customer usually has.
enum ResolverClient {
    /// The client behind a connection.
    /// - Parameters:
    ///   - address: where the connection comes from.
    ///   - forwarded: the field `X-Forwarded-For`; believed of trusted proxies only, and of it what they added.
    static func of(_ address: String, forwarded: String?, trusting proxies: Set<String>) -> String {
        guard let forwarded, proxies.contains(address) else { return network(of: address) }
        let hops = forwarded.split(separator: ",").map { String($0.filter { $0 != " " }) }
        let client = hops.last { !proxies.contains($0) }
        return network(of: client.flatMap { IPAddressBytes.of($0) == nil ? nil : $0 } ?? address)
    }

    private static func network(of address: String) -> String {
        guard address.utf8.contains(UInt8(ascii: ":")), let bytes = IPAddressBytes.of(address) else { return address }
        return "\(IPAddressBytes.text(Array(bytes.prefix(8)) + [UInt8](repeating: 0, count: 8)) ?? address)/64"
    }
}
