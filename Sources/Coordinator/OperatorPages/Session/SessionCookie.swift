/// The cookie of a login (RFC 6265bis). Over TLS its name has the prefix `__Host-`, so that no other host and no plain
/// connection can set it.
package struct SessionCookie: Sendable, Equatable {
    /// Whether browsers reach the coordinator over TLS.
    package let isSecure: Bool

    /// Makes the cookie of a coordinator that is reached at `publicURL`.
    package init(publicURL: String) { isSecure = publicURL.hasPrefix("https:") }

    /// Its name.
    package var name: String { isSecure ? "__Host-mintmark" : "mintmark" }

    /// The `Set-Cookie` of a login.
    package func set(_ secret: String) -> String { "\(name)=\(secret)\(attributes)" }

    /// The `Set-Cookie` of a logout.
    package var clear: String { "\(name)=; Max-Age=0\(attributes)" }

    /// The secret in a `Cookie` header, nil when there is none or it can't be one of ours.
    package func secret(in header: String?) -> String? {
        guard let header else { return nil }
        for pair in header.split(separator: ";") {
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0] == name else { continue }
            return (16...100).contains(parts[1].utf8.count) ? String(parts[1]) : nil
        }
        return nil
    }

    private var attributes: String { "; Path=/; HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")" }
}
