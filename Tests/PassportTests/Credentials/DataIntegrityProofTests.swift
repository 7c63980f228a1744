import Passport
import Protocol
import Testing

@Suite("Proofs inside of documents")
struct DataIntegrityProofTests {
    /// The test vector for eddsa-jcs-2022 of W3C Data Integrity EdDSA Cryptosuites (github.com/w3c/vc-di-eddsa,
    /// TestVectors/keyPair.json and TestVectors/eddsa-jcs-2022/signedJCS.json).
    private static let credential = #"""
        {"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],
        "id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33","type":["VerifiableCredential","AlumniCredential"],
        "name":"Alumni Credential","description":"A minimum viable example of an Alumni Credential.",
        "issuer":"https://vc.example/issuers/5678","validFrom":"2023-01-01T00:00:00Z",
        "credentialSubject":{"id":"did:example:abcdefgh","alumniOf":"The School of Examples"}}
        """#
    private static let secret = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
    private static let multikey = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    private static let created = "2023-02-24T23:36:38Z"
    /// The recommendation signs for the method `did:key`, an earlier draft for an address of the issuer.
    private static let published = [
        (
            "did:key:\(multikey)#\(multikey)",
            "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
        ),
        (
            "https://vc.example/issuers/5678#\(multikey)",
            "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4"
        ),
    ]

    private static func key() throws -> SigningKey {
        let bytes = try #require(Multibase.decode(secret))
        // Two bytes say that it is a secret Ed25519 key.
        return try SigningKey(rawRepresentation: Array(bytes.dropFirst(2)))
    }

    private static func document() throws -> JSONValue { try JSONValue(parsing: Array(credential.utf8)) }

    @Test func thePublishedDocumentHasThePublishedHash() throws {
        #expect(
            Hex.encode(try Self.document().digest())
                == "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
        )
        #expect(Multibase.encode(try Self.key().verifyingKey) == Self.multikey)
    }

    @Test(arguments: [0, 1]) func thePublishedProofIsMadeAndHolds(_ index: Int) throws {
        let (method, value) = Self.published[index]
        let signed = try DataIntegrityProof.sign(
            Self.document(),
            with: Self.key(),
            method: method,
            created: Self.created
        )
        #expect(signed["proof"]?["proofValue"]?.string == value)
        let verified = try DataIntegrityProof.verify(signed) { $0 == method ? Multibase.key(Self.multikey) : nil }
        #expect(try verified == Self.document())
    }

    private static func signed() throws -> JSONValue {
        try DataIntegrityProof.sign(document(), with: key(), method: "k", created: created)
    }

    private static func verify(_ document: JSONValue) throws(PassportError) -> JSONValue {
        try DataIntegrityProof.verify(document) { _ in Multibase.key(multikey) }
    }

    @Test func everyChangeIsSeen() throws {
        var changes: [JSONValue] = []
        for (name, value) in [("name", "Other"), ("added", "x"), ("validFrom", nil)] as [(String, JSONValue?)] {
            var changed = try Self.signed()
            changed[name] = value
            changes.append(changed)
        }
        for (name, value) in [("created", "2024-02-24T23:36:38Z"), ("expires", "2030-01-01T00:00:00Z")] {
            var changed = try Self.signed()
            changed["proof"]?[name] = .string(value)
            changes.append(changed)
        }
        var other = try Self.signed()
        other["@context"] = ["https://www.w3.org/ns/credentials/v2"]
        changes.append(other)
        for changed in changes { #expect(throws: PassportError(.badSignature, "")) { try Self.verify(changed) } }
    }

    @Test func aContextThatWasAddedBehindTheSignedOneIsNotPartOfTheDocument() throws {
        var document = try Self.signed()
        let contexts = try #require(document["@context"]?.elements)
        document["@context"] = .array(contexts + ["https://example.com/more"])
        #expect(try Self.verify(document) == Self.document())
    }

    @Test func otherSuitesAndPurposesAreRefused() throws {
        for (name, value) in [
            ("cryptosuite", "eddsa-rdfc-2022"), ("type", "Ed25519Signature2020"), ("proofPurpose", "authentication"),
            ("proofValue", "z11"), ("proofValue", "u00"),
        ] {
            var document = try Self.signed()
            document["proof"]?[name] = .string(value)
            #expect(throws: PassportError(.malformed, "")) { try Self.verify(document) }
        }
        #expect(throws: PassportError(.malformed, "")) { try Self.verify(Self.document()) }
        #expect(throws: PassportError(.malformed, "")) {
            try DataIntegrityProof.sign(Self.signed(), with: Self.key(), method: "k", created: Self.created)
        }
        #expect(throws: PassportError(.unknownKey, "")) { try DataIntegrityProof.verify(Self.signed()) { _ in nil } }
    }
}
