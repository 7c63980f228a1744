import Foundation

/// Where a webhook's messages go. Whoever may make webhooks could otherwise make the coordinator ask addresses that
/// only it can reach (server-side request forgery), so the URL is checked when it is given, and the address behind its
/// name whenever it is connected to.
package struct WebhookURL: Hashable, Sendable {
    /// The URL as it was given.
    package let text: String
    /// The host as an HTTP client reads it from the URL, without brackets.
    let host: String
    /// The port.
    let port: Int
    /// Whether it is https.
    let isEncrypted: Bool

    private static let mostBytes = 2_000

    /// Checks a URL.
    /// - Throws: `invalid`, saying what is wrong with it.
    package init(_ text: String, allowPrivate: Bool) throws(CoordinatorError) {
        func wrong(_ what: String) -> CoordinatorError { CoordinatorError(.invalid, "The webhook's url \(what).") }
        guard (1...Self.mostBytes).contains(text.utf8.count) else {
            throw wrong("must have 1 to \(Self.mostBytes) bytes")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            let components = URLComponents(string: text), let url = URL(string: text),
            let scheme = components.scheme?.lowercased(), let host = components.host, !host.isEmpty,
            url.host() == host.trimmingCharacters(in: ["[", "]"]), host.utf8.allSatisfy(Self.isHostByte)
        else { throw wrong("can't be understood; write one like https://example.com/hooks") }
        guard scheme == "https" || (scheme == "http" && allowPrivate) else { throw wrong("must begin with https://") }
        guard components.user == nil, components.password == nil else {
            throw wrong("must not hold a name or password; messages are signed instead")
        }
        guard components.fragment == nil else { throw wrong("must not have a fragment (#)") }
        guard (1...65_535).contains(components.port ?? 443) else { throw wrong("has no usable port") }
        self.text = text
        self.host = host.trimmingCharacters(in: ["[", "]"])
        isEncrypted = scheme == "https"
        port = components.port ?? (isEncrypted ? 443 : 80)
        if let bytes = IPAddressBytes.of(self.host) {
            try check(bytes, allowPrivate: allowPrivate)
        } else if !allowPrivate, ".\(host.lowercased())".hasSuffix(".localhost") {
            throw wrong("must not be this computer, unless webhooks.allowPrivate is true in the configuration")
        }
    }

    /// Letters, digits and what stands in names and addresses: nothing that two readers of URLs see differently.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"),
            UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }

    /// Checks an address that this URL leads to.
    /// - Throws: `invalid`.
    func check(_ bytes: [UInt8], allowPrivate: Bool) throws(CoordinatorError) {
        let address = IPAddressBytes.text(bytes) ?? "?"
        switch AddressKind(bytes) {
        case .publicAddress where isEncrypted: return
        case .publicAddress:
            throw CoordinatorError(.invalid, "\(address) is on the internet; use https:// for it.")
        case .privateAddress where allowPrivate: return
        case .privateAddress:
            throw CoordinatorError(
                .invalid,
                "\(address) is of this computer or a private network; webhooks go there only if webhooks.allowPrivate "
                    + "is true in the configuration."
            )
        case .unusable: throw CoordinatorError(.invalid, "\(address) is no address of a receiver.")
        }
    }
}
