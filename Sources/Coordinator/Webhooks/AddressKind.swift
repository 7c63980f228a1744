/// What an IP address may be used for, as far as requests that others ask for are concerned.
package enum AddressKind: Hashable, Sendable {
    /// On the internet.
    case publicAddress
    /// This computer, this link, or a private network.
    case privateAddress
    /// Nobody's: unspecified, multicast, documentation, reserved.
    case unusable

    /// The kind of an address of 4 or 16 bytes; the registries are RFC 6890's for IPv4 and IPv6.
    package init(_ bytes: [UInt8]) {
        switch bytes.count {
        case 4: self = Self.four(bytes)
        case 16: self = Self.six(bytes)
        default: self = .unusable
        }
    }

    private static func four(_ bytes: [UInt8]) -> AddressKind {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (10, _, _), (127, _, _), (169, 254, _), (172, 16...31, _), (192, 168, _), (100, 64...127, _):
            .privateAddress
        case (0, _, _), (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _), (198, 51, 100), (203, 0, 113),
            (224..., _, _):
            .unusable
        default: .publicAddress
        }
    }

    private static func six(_ bytes: [UInt8]) -> AddressKind {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        if Array(bytes.prefix(12)) == mapped { return four(Array(bytes.suffix(4))) }
        if bytes.dropLast().allSatisfy({ $0 == 0 }), bytes[15] == 1 { return .privateAddress }
        switch (bytes[0], bytes[1]) {
        case (0xFE, 0x80...0xBF), (0xFC...0xFD, _): return .privateAddress
        // Teredo, benchmarking, documentation; 6to4 holds an IPv4 address that nobody checked.
        case (0x20, 0x01) where bytes[2] < 2 || (bytes[2] == 0x0D && bytes[3] == 0xB8): return .unusable
        case (0x20, 0x02): return .unusable
        case (0x20...0x3E, _): return .publicAddress
        default: return .unusable
        }
    }
}
