import Protocol

extension FuzzTarget {
    /// Envelopes: their form, and the claims in them. An input that begins with a brace is claims, which are signed
    /// well; anything else is an envelope as it came.
    static let envelope = FuzzTarget(name: "envelope", maximumBytes: 16_384, seeds: EnvelopeSeeds.all) { bytes in
        guard bytes.first == UInt8(ascii: "{") else { return try EnvelopeCheck.compact(bytes) }
        return try EnvelopeCheck.claims(bytes)
    }
}

private enum EnvelopeCheck {
    /// What was signed: header and payload of each seed.
    private static let signed = Set(((try? EnvelopeSeeds.signed()) ?? []).map { signedPart($0.compact) })

    static func compact(_ bytes: [UInt8]) throws -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        var isTaken = (try? EnrolmentRequest.verify(text)) != nil || (try? EnrolmentSecret(text: text)) != nil
        for type in EnvelopeType.allCases {
            guard let envelope = try? Envelope.parse(text, as: type) else { continue }
            try FuzzFinding.unless(envelope.compact == text, "the envelope is kept as another text")
            for key in [FuzzKeys.signer, FuzzKeys.root, FuzzKeys.identity] {
                guard (try? envelope.verified(by: key.verifyingKey)) != nil else { continue }
                try FuzzFinding.unless(signed.contains(signedPart(text)), "nobody signed this, and it is believed")
                isTaken = true
            }
        }
        return isTaken
    }

    static func claims(_ bytes: [UInt8]) throws -> Bool {
        let taken = [
            try command(bytes),
            try receipt(bytes),
            try roundTrip(SessionRequest.self, bytes, as: .session),
            try roundTrip(SessionGrant.self, bytes, as: .grant),
            try roundTrip(EnrolmentRequest.self, bytes, as: .enrolment),
            try roundTrip(EnrolmentAnswer.self, bytes, as: .enrolled),
            try roundTrip(KeyStatement.self, bytes, as: .keys),
            try roundTrip(Keyset.self, bytes, as: .keyset),
            try roundTrip(ReleaseClaims.self, bytes, as: .release),
        ]
        return taken.contains(true)
    }

    private static func command(_ bytes: [UInt8]) throws -> Bool {
        let text = try FuzzKeys.signed(bytes, as: .command)
        let verifier = CommandVerifier(machine: FuzzKeys.machine, incarnation: 1, keyset: FuzzKeys.keyset)
        guard let command = try? verifier.verify(text) else { return false }
        try FuzzFinding.unlessSame(
            command,
            writing: { Array(try Envelope.sign($0, as: .command, with: FuzzKeys.signer).compact.utf8) },
            reading: { try verifier.verify(String(decoding: $0, as: UTF8.self)) }
        )
        for changed in mutations(of: text, by: bytes) {
            try FuzzFinding.unless((try? verifier.verify(changed)) == nil, "a changed command is believed: \(changed)")
        }
        return true
    }

    private static func receipt(_ bytes: [UInt8]) throws -> Bool {
        let verify = { (text: String) throws -> Receipt in
            try Receipt.verify(
                text,
                machine: FuzzKeys.machine,
                keys: [FuzzKeys.signer.verifyingKey],
                deployment: FuzzKeys.root.keyID
            )
        }
        let text = try FuzzKeys.signed(bytes, as: .receipt)
        guard let receipt = try? verify(text) else { return false }
        try FuzzFinding.unlessSame(
            receipt,
            writing: { Array(try Envelope.sign($0, as: .receipt, with: FuzzKeys.signer).compact.utf8) },
            reading: { try verify(String(decoding: $0, as: UTF8.self)) }
        )
        for changed in mutations(of: text, by: bytes) {
            try FuzzFinding.unless((try? verify(changed)) == nil, "a changed receipt is believed: \(changed)")
        }
        return true
    }

    private static func roundTrip<Claims: Codable & Equatable>(
        _ type: Claims.Type,
        _ bytes: [UInt8],
        as envelope: EnvelopeType
    ) throws -> Bool {
        let text = try FuzzKeys.signed(bytes, as: envelope)
        guard let parsed = try? Envelope.parse(text, as: envelope), let claims = try? parsed.claims(type) else {
            return false
        }
        try FuzzFinding.unlessSame(
            claims,
            writing: { try StrictJSON.encode($0) },
            reading: { try StrictJSON.decode(type, from: $0, maximumBytes: ProtocolLimits.profileEnvelopeBytes) }
        )
        return true
    }

    /// The text with one character changed, in three places that the input chooses.
    private static func mutations(of text: String, by bytes: [UInt8]) -> [String] {
        let characters = Array(text.utf8)
        let place = bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF_FFFF }
        return [place, place / 7, characters.count - 1 - place % 86].map { place in
            var changed = characters
            let index = place % characters.count
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            return String(decoding: changed, as: UTF8.self)
        }
    }

    private static func signedPart(_ text: String) -> String {
        String(text[..<(text.lastIndex(of: ".") ?? text.startIndex)])
    }
}
