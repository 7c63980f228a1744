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

    private static let method = "did:web:example.com#1"

    private static func sign(_ credential: JSONValue, _ key: SigningKey) throws -> String {
        try CredentialToken.sign(credential, with: key, method: method)
    }

    private static func verify(_ token: String, _ key: VerifyingKey) throws -> JSONValue {
        try CredentialToken.verify(token) { $0 == method ? key : nil }
    }

    @Test func areReadBackFromTheirSigner() throws {
        let key = SigningKey()
        let token = try Self.sign(Self.credential, key)
        #expect(try Self.verify(token, key.verifyingKey) == Self.credential)
        #expect(throws: PassportError(.unknownKey, "")) { try CredentialToken.verify(token) { _ in nil } }
        #expect(throws: PassportError(.badSignature, "")) { try Self.verify(token, SigningKey().verifyingKey) }
        let parts = token.split(separator: ".")
        let forged = try Self.sign(["a": 1], key).split(separator: ".")[1]
        #expect(throws: PassportError(.badSignature, "")) {
            try Self.verify("\(parts[0]).\(forged).\(parts[2])", key.verifyingKey)
        }
        #expect(throws: PassportError(.malformed, "")) { try Self.sign([1], key) }
    }

    /// Another type, another algorithm, a member that asks for more: each header is refused before the signature.
    @Test(arguments: [
        #"{"alg":"EdDSA","kid":"did:web:example.com#1","typ":"mintmark-quote+jwt"}"#,
        #"{"alg":"none","kid":"did:web:example.com#1","typ":"vc+jwt"}"#,
        #"{"alg":"EdDSA","kid":"did:web:example.com#1","typ":"vc+jwt","crit":["b64"],"b64":false}"#,
        #"{"alg":"EdDSA","typ":"vc+jwt","jwk":{}}"#,
        #"{"alg":"EdDSA","alg":"EdDSA","kid":"did:web:example.com#1","typ":"vc+jwt"}"#,
    ]) func anotherHeaderIsRefused(_ header: String) throws {
        let key = SigningKey()
        let payload = Base64URL.encode(try Self.credential.canonical())
        let signed = "\(Base64URL.encode(Array(header.utf8))).\(payload)"
        let token = "\(signed).\(Base64URL.encode(try key.signature(for: Array(signed.utf8))))"
        #expect(throws: PassportError.self) { try Self.verify(token, key.verifyingKey) }
        for broken in ["", ".", "..", "a.b", token + ".", String(token.dropLast(4))] {
            #expect(throws: PassportError.self) { try Self.verify(broken, key.verifyingKey) }
        }
    }

    /// Any JOSE library reads it: shown with Debian's python3-jwcrypto.
    @Test func anotherLibraryVerifiesThem() async throws {
        let key = SigningKey()
        let token = try Self.sign(Self.credential, key)
        let lines = try await JOSELibrary.verify(token, jwk: key.verifyingKey.jwk)
        #expect(lines.contains("VERIFIED vc+jwt \(try Self.credential.canonical().count)"), "\(lines)")
    }
}
