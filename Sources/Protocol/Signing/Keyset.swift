/// The deployment's keys and addresses: a versioned list, signed by the deployment's root key. A machine pins the root
/// key once, at enrolment, and believes the newest keyset from then on.
package struct Keyset: Hashable, Sendable, Codable {
    /// What a key may sign.
    package enum Use: String, Hashable, Sendable, Codable, CaseIterable {
        /// Commands, session grants and enrolment answers.
        case command
        /// Quotes.
        case quote
        /// Compiled profiles.
        case profile
        /// Released programs.
        case release
    }

    /// One key and its use.
    package struct Entry: Hashable, Sendable, Codable {
        /// What the key may sign.
        package var use: Use
        /// The public key.
        package var key: VerifyingKey

        /// Makes an entry.
        package init(use: Use, key: VerifyingKey) {
            self.use = use
            self.key = key
        }
    }

    /// The shape's version, 1.
    package var ver: Int
    /// The deployment's id: the root key's fingerprint.
    package var iss: String
    /// Rises with every change; a machine never goes back.
    package var version: Int64
    /// When it was signed, seconds since 1970.
    package var iat: Int64
    /// The keys.
    package var keys: [Entry]
    /// Where the coordinator is, in the order to try: `https://host:port`.
    package var endpoints: [String]
    /// SHA-256 of the SubjectPublicKeyInfo of each TLS key that may answer, current and next, 64 hex digits each.
    package var tlsPins: [String]

    /// Makes a keyset of a deployment's root key.
    package init(root: VerifyingKey, version: Int64, iat: Int64, keys: [Entry], endpoints: [String], tlsPins: [String])
    {
        ver = 1
        iss = root.fingerprint
        self.version = version
        self.iat = iat
        self.keys = keys
        self.endpoints = endpoints
        self.tlsPins = tlsPins
    }

    /// The trusted key that `keyID` names for `use`, if any.
    package func key(_ keyID: String, for use: Use) -> VerifyingKey? {
        keys.first { $0.use == use && $0.key.fingerprint == keyID }?.key
    }

    /// Reads and believes a keyset.
    /// - Parameters:
    ///   - compact: the signed keyset.
    ///   - root: the pinned root key.
    ///   - minimumVersion: the version already stored; an older one is refused.
    /// - Throws: the codes of `Envelope`, `wrongIssuer`, `unsupportedVersion` or `staleKeyset`.
    package static func verify(
        _ compact: String,
        root: VerifyingKey,
        minimumVersion: Int64 = 0
    ) throws(ProtocolError) -> Keyset {
        let keyset = try Envelope.parse(compact, as: .keyset).verified(by: root).claims(Keyset.self)
        guard keyset.ver == 1 else {
            throw ProtocolError(.unsupportedVersion, "Keyset version \(keyset.ver) is unknown; update this program.")
        }
        guard keyset.iss == root.fingerprint else {
            throw ProtocolError(.wrongIssuer, "The keyset names deployment \(keyset.iss), not \(root.fingerprint).")
        }
        guard keyset.version >= minimumVersion else {
            throw ProtocolError(
                .staleKeyset,
                "Keyset \(keyset.version) is older than the stored \(minimumVersion); the coordinator was rolled back."
            )
        }
        return keyset
    }
}
