import Protocol
import Testing

@Suite("Envelope") struct EnvelopeTests {
    private func open(_ compact: String, key: VerifyingKey? = Samples.coordinator.verifyingKey) -> WireCode? {
        code { _ = try Envelope.parse(compact, as: .command).verified(by: key).claims(Command.self) }
    }

    private func good() throws -> String {
        try Envelope.sign(Samples.command(), as: .command, with: Samples.coordinator).compact
    }

    private func payload() throws -> String {
        String(decoding: try StrictJSON.encode(Samples.command()), as: UTF8.self)
    }

    @Test func returnsTheClaimsThatWereSigned() throws {
        let envelope = try Envelope.parse(good(), as: .command)
        let claims = try envelope.verified(by: Samples.coordinator.verifyingKey).claims(Command.self)
        #expect(claims == (try Samples.command()))
        #expect(envelope.keyID == Samples.coordinator.keyID)
    }

    @Test func refusesEveryTruncation() throws {
        let compact = try good()
        for length in stride(from: 0, to: compact.utf8.count, by: 7) {
            #expect(open(String(compact.prefix(length))) != nil, "cut at \(length)")
        }
    }

    @Test func refusesEveryChangedCharacter() throws {
        let compact = Array(try good().utf8)
        for position in stride(from: 0, to: compact.count, by: 3) {
            var changed = compact
            changed[position] = changed[position] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(open(String(decoding: changed, as: UTF8.self)) != nil, "changed at \(position)")
        }
    }

    @Test func refusesTheAlgorithmNone() throws {
        for algorithm in ["none", "None", "HS256", "ES256", ""] {
            let forged = try Samples.raw(header: Samples.header(alg: algorithm), payload: payload())
            #expect(open(forged) == .badAlgorithm)
        }
        let parts = try good().split(separator: ".")
        let unsigned = Base64URL.encode(Array(Samples.header(alg: "none").utf8)) + ".\(parts[1])."
        #expect(open(unsigned) == .badAlgorithm)
    }

    @Test func refusesAnotherType() throws {
        #expect(
            open(try Samples.raw(header: Samples.header(typ: "mintmark-receipt+jwt"), payload: payload())) == .badType
        )
        #expect(code { _ = try Envelope.parse(good(), as: .receipt) } == .badType)
    }

    @Test func refusesAnUnknownKey() throws {
        #expect(open(try good(), key: nil) == .unknownKey)
        #expect(open(try good(), key: Samples.root.verifyingKey) == .unknownKey)
        #expect(open(try Samples.raw(header: Samples.header(kid: "x"), payload: payload())) == .unknownKey)
    }

    @Test func refusesASignatureOfAnotherKeyUnderATrustedName() throws {
        let forged = try Samples.raw(header: Samples.header(), payload: payload(), key: Samples.identity)
        #expect(open(forged) == .badSignature)
    }

    @Test func refusesHeadersThatAskForMore() throws {
        let headers = [
            #"{"alg":"EdDSA","crit":"exp","kid":"\#(Samples.coordinator.keyID)","typ":"mintmark-command+jwt"}"#,
            #"{"alg":"EdDSA","alg":"none","kid":"\#(Samples.coordinator.keyID)","typ":"mintmark-command+jwt"}"#,
            #"{"alg":"EdDSA","kid":"\#(Samples.coordinator.keyID)"}"#, "{}", "[]", "",
        ]
        for header in headers { #expect(open(try Samples.raw(header: header, payload: payload())) != nil, "\(header)") }
    }

    @Test(arguments: [
        "", ".", "..", "...", "a.b.c", "=.=.=", "e30.e30.e30", "ä.ö.ü", " . . ", "e30.e30", "e30.e30.e30.e30",
    ])
    func refusesWhatIsNotAnEnvelope(text: String) { #expect(open(text) != nil) }

    @Test func refusesSignedClaimsThatAreNotStrictJSON() throws {
        let duplicate = try payload().replacing(#""cnt":1"#, with: #""cnt":1,"cnt":2"#)
        #expect(open(try Samples.raw(header: Samples.header(), payload: duplicate)) == .duplicateMember)
        let trailing = String(try payload().dropLast()) + ",}"
        #expect(open(try Samples.raw(header: Samples.header(), payload: trailing)) == .malformed)
        let deep = #"{"a":"# + String(repeating: "[", count: 20) + String(repeating: "]", count: 20) + "}"
        #expect(open(try Samples.raw(header: Samples.header(), payload: deep)) == .tooLarge)
    }

    @Test func refusesHugeEnvelopesBeforeDecodingThem() throws {
        let huge = "{\"a\":\"" + String(repeating: "x", count: ProtocolLimits.envelopeBytes) + "\"}"
        #expect(open(try Samples.raw(header: Samples.header(), payload: huge)) == .tooLarge)
        var command = try Samples.command()
        command.body = .deliver(CommandBody.Deliver(lane: String(repeating: "x", count: 20_000), sale: ""))
        #expect(code { _ = try Envelope.sign(command, as: .command, with: Samples.coordinator) } == .tooLarge)
    }
}
