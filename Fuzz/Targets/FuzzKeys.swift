import Protocol

/// Keys of the tests. Their bytes are repetitions, so that nobody takes them for real ones.
enum FuzzKeys {
    /// The key of a number from 1 on.
    static func key(_ number: UInt8) -> SigningKey {
        guard let key = try? SigningKey(rawRepresentation: Array(repeating: number, count: 32)) else {
            preconditionFailure("32 bytes are an Ed25519 key")
        }
        return key
    }

    /// Signs what comes first.
    static let signer = key(1)
    /// The root of the deployment.
    static let root = key(2)
    /// The machine's identity.
    static let identity = key(3)

    /// The machine that messages are of and for.
    static let machine: MachineID = {
        guard let machine = try? MachineID(name: "lobby-1", identity: identity.verifyingKey) else {
            preconditionFailure("lobby-1 is a name")
        }
        return machine
    }()

    /// Trusts `signer` for everything.
    static let keyset = Keyset(
        root: root.verifyingKey,
        version: 1,
        iat: 1_800_000_000,
        keys: [Keyset.Use.command, .quote, .profile, .release].map { Keyset.Entry(use: $0, key: signer.verifyingKey) },
        endpoints: ["https://127.0.0.1:8443"],
        tlsPins: [String(repeating: "a", count: 64)]
    )

    /// A trace context.
    static let traceparent = TraceParent.make(
        trace: Array(repeating: 7, count: 16),
        span: Array(repeating: 9, count: 8)
    )

    /// An id.
    static func identifier(_ number: UInt8) -> String {
        Identifier.make(milliseconds: 1_800_000_000_000, random: Array(repeating: number, count: 10))
    }

    /// A well signed envelope around any claims, also around claims that no encoder writes.
    static func signed(_ claims: [UInt8], as type: EnvelopeType, by key: SigningKey = signer) throws -> String {
        let header = #"{"alg":"EdDSA","kid":"\#(key.keyID)","typ":"\#(type.rawValue)"}"#
        let signed = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(claims))"
        return "\(signed).\(Base64URL.encode(try key.signature(for: Array(signed.utf8))))"
    }
}
