import Protocol

@testable import EdgeAgent

/// A deployment and one machine of it, with keys of their own.
struct TestDeployment: Sendable {
    let root = SigningKey()
    let command = SigningKey()
    let profile = SigningKey()
    let keys: AgentKeys

    /// - Parameter ring: the machine's operational keys; one that is in no file if nil.
    init(ring: KeyRing? = nil) throws {
        let identity = SigningKey()
        keys = AgentKeys(
            identity: identity,
            ring: ring ?? KeyRing(SigningKey()),
            machine: try MachineID(name: "lobby-1", identity: identity.verifyingKey)
        )
    }

    static let pin = String(repeating: "ab", count: 32)

    /// What a test takes for now: seconds since 1970.
    static let now: Int64 = 1_800_000_000

    func keyset(version: Int64 = 1, command: SigningKey? = nil) -> Keyset {
        Keyset(
            root: root.verifyingKey,
            version: version,
            iat: Self.now,
            keys: [
                Keyset.Entry(use: .command, key: (command ?? self.command).verifyingKey),
                Keyset.Entry(use: .profile, key: profile.verifyingKey),
            ],
            endpoints: ["https://127.0.0.1:8443"],
            tlsPins: [Self.pin]
        )
    }

    func signed(_ keyset: Keyset, by key: SigningKey? = nil) throws -> String {
        try Envelope.sign(keyset, as: .keyset, with: key ?? root).compact
    }

    var anchor: Anchor {
        Anchor(root: root.verifyingKey)
    }

    func trust(version: Int64 = 1, epoch: Int64 = 0, incarnation: Int64 = 1) -> Trust {
        Trust(
            root: root.verifyingKey,
            keyset: keyset(version: version),
            ratchet: String(repeating: "0", count: 32),
            epoch: epoch,
            incarnation: incarnation,
            quarantine: nil
        )
    }

    /// An id that is told from others by its last digits.
    static func id(_ number: Int64) -> String {
        Identifier.make(
            milliseconds: now * 1_000,
            random: (0..<10).map { UInt8(truncatingIfNeeded: number >> (8 * (9 - $0))) }
        )
    }

    func claims(
        _ counter: Int64 = 1,
        _ body: CommandBody = .deliver(CommandBody.Deliver(lane: "A1", sale: "sale-1")),
        id: Int64? = nil,
        expires: Int64 = TestDeployment.now + 600,
        incarnation: Int64 = 1
    ) -> Command {
        Command(
            iss: root.verifyingKey.fingerprint,
            aud: keys.machine,
            jti: Self.id(id ?? counter),
            iat: Self.now,
            exp: expires,
            inc: incarnation,
            cnt: counter,
            traceparent: TraceParent.make(trace: Array(repeating: 7, count: 16), span: Array(repeating: 9, count: 8)),
            body: body
        )
    }

    func sign(_ command: Command, with key: SigningKey? = nil) throws -> String {
        try Envelope.sign(command, as: .command, with: key ?? self.command).compact
    }

    /// Signs any text as the payload of any header: what a decoder must survive.
    func forge(_ payload: String, alg: String = "EdDSA", typ: String = "mintmark-command+jwt") throws -> String {
        let header = #"{"alg":"\#(alg)","kid":"\#(command.keyID)","typ":"\#(typ)"}"#
        let signed = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(payload.utf8)))"
        return "\(signed).\(Base64URL.encode(try command.signature(for: Array(signed.utf8))))"
    }

    /// The claims of `command` as text, to be spoiled.
    func text(_ command: Command) throws -> String { String(decoding: try StrictJSON.encode(command), as: UTF8.self) }
}
