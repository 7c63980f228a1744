import Passport
import Protocol
import TestSupport
import Testing

@Suite("Credentials in envelopes")
struct CredentialTokenTests {
    private static let credential: JSONValue = [
        "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"],
        "issuer": "did:web:example.com",
        "credentialSubject": ["id": "https://id.gs1.org/01/09520123456788", "ok": true],
        "count": 3, "none": .null,
    ]

    @Test func areReadBackFromTheirSigner() throws {
        let key = SigningKey()
        let token = try CredentialToken.sign(Self.credential, with: key)
        #expect(try CredentialToken.verify(token, by: key.verifyingKey) == Self.credential)
        #expect(throws: PassportError(.unknownKey, "")) {
            try CredentialToken.verify(token, by: SigningKey().verifyingKey)
        }
        let parts = token.split(separator: ".")
        let forged = try CredentialToken.sign(["a": 1], with: key).split(separator: ".")[1]
        #expect(throws: PassportError(.badSignature, "")) {
            try CredentialToken.verify("\(parts[0]).\(forged).\(parts[2])", by: key.verifyingKey)
        }
        #expect(throws: PassportError(.malformed, "")) { try CredentialToken.sign([1], with: key) }
    }

    /// A command's envelope is no credential, whoever signed it.
    @Test func anEnvelopeForAnotherPurposeIsRefused() throws {
        let key = SigningKey()
        let quote = try Envelope.sign(Self.credential, as: .quote, with: key).compact
        #expect(throws: PassportError(.malformed, "")) { try CredentialToken.verify(quote, by: key.verifyingKey) }
    }

    /// Any JOSE library reads it: shown with Debian's python3-jwcrypto.
    @Test func anotherLibraryVerifiesThem() async throws {
        let key = SigningKey()
        let script = """
            import sys
            from jwcrypto import jwk, jws
            token = jws.JWS(); token.allowed_algs = ['EdDSA']
            token.deserialize(sys.argv[2])
            token.verify(jwk.JWK.from_json(sys.argv[1]))
            print('VERIFIED', token.jose_header['typ'], len(token.payload))
            """
        let token = try CredentialToken.sign(Self.credential, with: key)
        let python = try ChildProcess("/usr/bin/python3", arguments: ["-c", script, key.verifyingKey.jwk, token])
        let status = try await python.waitUntilExit(timeoutSeconds: 60)
        #expect(status == 0, "\(python.lines)")
        #expect(python.lines.contains("VERIFIED vc+jwt \(try Self.credential.canonical().count)"), "\(python.lines)")
    }
}
