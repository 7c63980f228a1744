import Protocol

/// Messages of every kind, signed and as claims.
enum EnvelopeSeeds {
    /// A signed message with its claims.
    struct Signed {
        let name: String
        let compact: String
        let claims: [UInt8]
    }

    static let all: @Sendable () throws -> [FuzzSeed] = {
        let signed = try EnvelopeSeeds.signed()
        return signed.map { FuzzSeed("\($0.name).claims", $0.claims) }
            // The forms of all are alike; one is enough.
            + signed.prefix(1).map { FuzzSeed("\($0.name).jws", $0.compact) }
            + [FuzzSeed("secret", secret.text)]
    }

    static func signed() throws -> [Signed] {
        var all: [Signed] = []
        for (name, body) in commands { all.append(try message("command-\(name)", command(body), as: .command)) }
        for (name, body) in receipts { all.append(try message("receipt-\(name)", receipt(body), as: .receipt)) }
        all.append(try message("session", session, as: .session))
        all.append(try message("grant", grant, as: .grant))
        all.append(try message("keyset", FuzzKeys.keyset, as: .keyset))
        all.append(try message("enrolment", enrolment(), as: .enrolment))
        all.append(try message("release", release, as: .release))
        return all
    }

    static func command(_ body: CommandBody) -> Command {
        Command(
            iss: root,
            aud: FuzzKeys.machine,
            jti: FuzzKeys.identifier(1),
            iat: 1_800_000_000,
            exp: 1_800_000_060,
            inc: 1,
            cnt: 1,
            traceparent: FuzzKeys.traceparent,
            body: body
        )
    }

    static func receipt(_ body: ReceiptBody, seq: Int64 = 1) -> Receipt {
        Receipt(
            iss: FuzzKeys.machine,
            aud: root,
            jti: FuzzKeys.identifier(2),
            iat: 1_800_000_001,
            inc: 1,
            seq: seq,
            re: FuzzKeys.identifier(1),
            boot: "boot",
            traceparent: FuzzKeys.traceparent,
            body: body
        )
    }

    static let receipts: [(String, ReceiptBody)] = [
        (
            "delivery",
            .delivery(
                DeliveryReport(
                    lane: "A1",
                    sale: "sale-1",
                    status: .finished,
                    evidence: DeliveryReport.Evidence(
                        firings: 1,
                        motorOnMilliseconds: 900,
                        homeSeen: true,
                        dropMilliseconds: 1_100,
                        missedEdges: 0,
                        interlock: nil
                    )
                )
            )
        ),
        ("safe", .outputsSafe(ReceiptBody.OutputsSafe(stopped: "sale-1"))),
        ("pong", .pong),
        ("key", .keyRotated(ReceiptBody.KeyRotated(key: FuzzKeys.signer.keyID))),
        ("refused", .refused(ReceiptBody.Refusal(code: .expired, detail: "too late", envelope: "e.e.e"))),
        ("granted", .blockGranted(SerialBlockGranted(block: "block-1", gtin: gtin, count: 3))),
        ("returned", .blockReturned(SerialBlockReturned(block: "block-1", unused: ["S3"]))),
        (
            "stamp",
            .stamp(
                StampReport(
                    run: "run-1",
                    block: "block-1",
                    serial: "S1",
                    station: "press",
                    unit: 1,
                    status: .commissioned,
                    evidence: StampReport.Evidence(attempts: 1, sequence: 7, hashMatched: true, readBack: "S1")
                )
            )
        ),
        (
            "run",
            .run(
                RunReport(
                    run: "run-1",
                    gtin: gtin,
                    lot: "L1",
                    count: 3,
                    state: .running,
                    commissioned: 1,
                    scrapped: 1,
                    unusable: 0,
                    reason: "jam"
                )
            )
        ),
    ]

    private static let root = FuzzKeys.root.keyID
    private static let gtin = "09520123456788"

    private static let commands: [(String, CommandBody)] = [
        ("deliver", .deliver(CommandBody.Deliver(lane: "A1", sale: "sale-1"))),
        ("safe", .setOutputsSafe),
        ("ping", .ping),
        ("rotate", .rotateKey),
        ("grant", .grantBlock(SerialBlockGrant(block: "block-1", gtin: gtin, serials: ["S1", "S2", "S3"]))),
        ("return", .returnBlock(SerialBlockReturn(block: "block-1"))),
        ("start", .startRun(RunStart(run: "run-1", gtin: gtin, lot: "L1", count: 3))),
        ("abort", .controlRun(RunControl(run: "run-1", action: .abort))),
    ]

    private static let session = SessionRequest(
        iss: FuzzKeys.machine,
        aud: root,
        nonce: String(repeating: "n", count: 32),
        agentNonce: String(repeating: "m", count: 32),
        inc: 1,
        lastCounter: 5,
        nextSequence: 9,
        profile: String(repeating: "a", count: 64),
        ratchet: String(repeating: "b", count: 64),
        keysetVersion: 1,
        boot: "boot",
        program: "1.0.0"
    )

    private static let grant = SessionGrant(
        iss: root,
        aud: FuzzKeys.machine,
        nonce: String(repeating: "m", count: 32),
        token: String(repeating: "t", count: 32),
        epoch: 1,
        time: 1_800_000_000_000,
        keyset: "k.k.k",
        ratchet: String(repeating: "c", count: 64),
        through: 8
    )

    private static let release = ReleaseClaims(
        version: "1.0.0",
        number: 3,
        architecture: "amd64",
        libraries: ["libc.so.6"],
        journalReadableFrom: 1,
        iat: 1_800_000_000,
        files: [
            ReleaseClaims.File(
                path: "mintmark-agent",
                bytes: 12,
                sha256: String(repeating: "d", count: 64),
                executable: true
            )
        ]
    )

    private static func enrolment() -> EnrolmentRequest {
        EnrolmentRequest(
            iss: FuzzKeys.machine,
            identity: FuzzKeys.identity.verifyingKey,
            keys: MachineKeys(current: FuzzKeys.signer.verifyingKey),
            iat: 1_800_000_000,
            challenge: String(repeating: "n", count: 32),
            nonce: String(repeating: "m", count: 32),
            secretID: secret.id,
            secretProof: secret.proof(for: FuzzKeys.machine)
        )
    }

    private static func message(_ name: String, _ claims: some Encodable, as type: EnvelopeType) throws -> Signed {
        let envelope = try Envelope.sign(claims, as: type, with: FuzzKeys.signer)
        return Signed(name: name, compact: envelope.compact, claims: envelope.payload)
    }

    private static let secret = EnrolmentSecret(
        id: String(repeating: "5", count: 16),
        bytes: Array(repeating: 4, count: 16),
        rootFingerprint: root
    )
}
