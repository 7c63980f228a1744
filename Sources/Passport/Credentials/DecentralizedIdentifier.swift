package import Protocol

/// Names of who signs, and where the keys behind them are found (W3C Decentralized Identifiers 1.0).
package enum DecentralizedIdentifier {
    private static let keyPrefix = "did:key:"

    /// The name of whoever holds a key: the key itself, so nobody has to be asked for it (`did:key`).
    package static func key(_ key: VerifyingKey) -> String { keyPrefix + Multibase.encode(key) }

    /// How a signature names the key of such a name.
    package static func method(of key: VerifyingKey) -> String {
        let multikey = Multibase.encode(key)
        return "\(keyPrefix)\(multikey)#\(multikey)"
    }

    /// The key of a name, or of a verification method of it; nil when it is no `did:key` of Ed25519, or names another
    /// key behind its `#`.
    package static func key(of text: String) -> VerifyingKey? {
        guard text.hasPrefix(keyPrefix) else { return nil }
        let parts = text.dropFirst(keyPrefix.count).split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0 == parts[0] }) else { return nil }
        return Multibase.key(String(parts[0]))
    }

    /// The name of whoever answers at an address: `did:web:example.com%3A8443` (W3C did:web method specification).
    /// - Parameter url: scheme, host and port.
    package static func web(_ url: String) -> String {
        let authority = url.split(separator: "://", maxSplits: 1).last ?? ""
        return "did:web:" + authority.prefix { $0 != "/" }.replacing(":", with: "%3A")
    }

    /// The document of a name: its keys, each as Multikey, for signing statements.
    package static func document(_ name: String, keys: [VerifyingKey]) -> JSONValue {
        let methods = keys.map { key -> JSONValue in
            [
                "id": .string("\(name)#\(key.fingerprint)"), "type": "Multikey", "controller": .string(name),
                "publicKeyMultibase": .string(Multibase.encode(key)),
            ]
        }
        return [
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": .string(name), "verificationMethod": .array(methods),
            "assertionMethod": .array(keys.map { .string("\(name)#\($0.fingerprint)") }),
        ]
    }
}
