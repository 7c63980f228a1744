import Protocol

/// Values that the suites share.
enum Samples {
    static let root = SigningKey()
    static let coordinator = SigningKey()
    static let identity = SigningKey()
    static let operational = SigningKey()

    static let traceparent = TraceParent.make(
        trace: Array(repeating: 7, count: 16),
        span: Array(repeating: 9, count: 8)
    )

    static func machine() throws -> MachineID { try MachineID(name: "lobby-1", identity: identity.verifyingKey) }

    static func keyset(version: Int64 = 1, key: SigningKey = coordinator) -> Keyset {
        Keyset(
            root: root.verifyingKey,
            version: version,
            iat: 1_800_000_000,
            keys: [Keyset.Entry(use: .command, key: key.verifyingKey)],
            endpoints: ["https://127.0.0.1:8443"],
            tlsPins: [String(repeating: "a", count: 64)]
        )
    }

    static func command(_ change: (inout Command) -> Void = { _ in }) throws -> Command {
        var command = Command(
            iss: root.keyID,
            aud: try machine(),
            jti: Identifier.make(milliseconds: 1_800_000_000_000, random: Array(repeating: 1, count: 10)),
            iat: 1_800_000_000,
            exp: 1_800_000_060,
            inc: 1,
            cnt: 1,
            traceparent: traceparent,
            body: .deliver(CommandBody.Deliver(lane: "A1", sale: "sale-1"))
        )
        change(&command)
        return command
    }

    static func receipt(_ change: (inout Receipt) -> Void = { _ in }) throws -> Receipt {
        var receipt = Receipt(
            iss: try machine(),
            aud: root.keyID,
            jti: Identifier.make(milliseconds: 1_800_000_001_000, random: Array(repeating: 2, count: 10)),
            iat: 1_800_000_001,
            inc: 1,
            seq: 1,
            re: nil,
            boot: "boot",
            traceparent: traceparent,
            body: .pong
        )
        change(&receipt)
        return receipt
    }

    /// An envelope whose header and payload are exactly these texts, signed well.
    static func raw(header: String, payload: String, key: SigningKey = coordinator) throws -> String {
        let signed = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(payload.utf8))
        return signed + "." + Base64URL.encode(try key.signature(for: Array(signed.utf8)))
    }

    /// The header that a command's envelope has.
    static func header(alg: String = "EdDSA", kid: String? = nil, typ: String = "mintmark-command+jwt") -> String {
        #"{"alg":"\#(alg)","kid":"\#(kid ?? coordinator.keyID)","typ":"\#(typ)"}"#
    }
}

/// The code of the protocol error that `body` throws; nil when it throws none.
func code(_ body: () throws -> Void) -> WireCode? {
    do {
        try body()
        return nil
    } catch {
        return (error as? ProtocolError)?.code
    }
}
