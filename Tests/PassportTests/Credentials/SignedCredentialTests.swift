import Passport
import Protocol
import TestSupport
import Testing

@Suite("Credentials that others sign")
struct SignedCredentialTests {
    private static func credential(_ issuer: String) throws -> JSONValue {
        let event = try LifeKind.repair.event(
            of: DigitalLink("https://id.example.com/01/09520123456788/21/4Q7Z"),
            milliseconds: 1_795_168_800_000
        )
        return EventCredential(event, update: try PassportUpdate(version: 2, elements: ["a": .null]))
            .credential(issuer: issuer)
    }

    private static let created = "2026-11-20T10:00:00Z"

    @Test(arguments: SignedCredential.Form.allCases)
    func areTheirSignersInBothForms(_ form: SignedCredential.Form) throws {
        let key = SigningKey()
        let name = DecentralizedIdentifier.key(key.verifyingKey)
        let credential = try Self.credential(name)
        let text = try SignedCredential.sign(credential, as: form, with: key, created: Self.created)
        let signed = try SignedCredential(Array(text.utf8), form: form)
        #expect(signed.signer == name && signed.text == text && signed.credential == credential)
        let content = try EventCredential(signed.credential)
        #expect(LifeKind(content.event) == .repair && content.update?.version == 2)

        // Somebody else's name, a changed word, the other form: none is taken.
        let other = try SignedCredential.sign(
            Self.credential("did:key:\(Multibase.encode(SigningKey().verifyingKey))"),
            as: form,
            with: key,
            created: Self.created
        )
        #expect(throws: PassportError(.unknownKey, "")) { try SignedCredential(Array(other.utf8), form: form) }
        let changed =
            form == .proof ? text.replacing("repairing", with: "inspecting") : String(text.dropLast(2)) + "AA"
        #expect(throws: PassportError(.badSignature, "")) { try SignedCredential(Array(changed.utf8), form: form) }
        let wrong: SignedCredential.Form = form == .token ? .proof : .token
        #expect(throws: PassportError.self) { try SignedCredential(Array(text.utf8), form: wrong) }
    }

    /// A repairer need not have our program: Debian's python3-jwcrypto signs as well.
    @Test func anotherLibrarySignsThem() async throws {
        let secret = Array<UInt8>(1...32)
        let key = try SigningKey(rawRepresentation: secret)
        let name = DecentralizedIdentifier.key(key.verifyingKey)
        let token = try await JOSELibrary.sign(
            String(decoding: Self.credential(name).canonical(), as: UTF8.self),
            header: #"{"alg":"EdDSA","typ":"vc+jwt","kid":"\#(DecentralizedIdentifier.method(of: key.verifyingKey))"}"#,
            jwk: #"{"kty":"OKP","crv":"Ed25519","x":"\#(key.verifyingKey.text)","d":"\#(Base64URL.encode(secret))"}"#
        )
        #expect(try SignedCredential(Array(token.utf8), form: .token).signer == name)
    }

    @Test(arguments: [
        #"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"]}"#,
        #"{"@context":["https://example.com"],"type":["VerifiableCredential","DigitalTraceabilityEvent"]}"#,
        #"{"type":["VerifiableCredential","DigitalTraceabilityEvent"],"credentialSubject":{}}"#,
        #"{}"#, #"[]"#,
    ]) func othersAreNoEvents(_ text: String) throws {
        #expect(throws: PassportError.self) { try EventCredential(JSONValue(parsing: Array(text.utf8))) }
    }

    @Test func namesAreTheirKeys() throws {
        let key = SigningKey().verifyingKey
        let name = DecentralizedIdentifier.key(key)
        #expect(DecentralizedIdentifier.key(of: name) == key)
        #expect(DecentralizedIdentifier.key(of: DecentralizedIdentifier.method(of: key)) == key)
        let wrong = [
            "\(name)#", "\(name)#\(Multibase.encode(SigningKey().verifyingKey))", "\(name)#a#b", "did:web:example.com",
            "did:key:", "did:key:z6Mk", "",
        ]
        for text in wrong { #expect(DecentralizedIdentifier.key(of: text) == nil, "\(text)") }
        #expect(DecentralizedIdentifier.web("https://example.com:8443") == "did:web:example.com%3A8443")
        let document = DecentralizedIdentifier.document("did:web:example.com", keys: [key])
        #expect(document["verificationMethod"]?.elements?[0]["publicKeyMultibase"]?.string == Multibase.encode(key))
    }
}
