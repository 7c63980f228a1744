import Protocol
import Testing

@Suite("Keyset") struct KeysetTests {
    private func signed(_ keyset: Keyset, by key: SigningKey = Samples.root) throws -> String {
        try Envelope.sign(keyset, as: .keyset, with: key).compact
    }

    private func verify(_ compact: String, minimum: Int64 = 0) -> WireCode? {
        code { _ = try Keyset.verify(compact, root: Samples.root.verifyingKey, minimumVersion: minimum) }
    }

    @Test func believesTheRoot() throws {
        let keyset = Samples.keyset(version: 3)
        #expect(try Keyset.verify(signed(keyset), root: Samples.root.verifyingKey, minimumVersion: 3) == keyset)
    }

    @Test func refusesAnyOtherSigner() throws {
        #expect(verify(try signed(Samples.keyset(), by: Samples.coordinator)) == .unknownKey)
    }

    @Test func refusesToGoBack() throws {
        #expect(verify(try signed(Samples.keyset(version: 2)), minimum: 3) == .staleKeyset)
    }

    @Test func refusesAnotherDeploymentAndAnotherShape() throws {
        var other = Samples.keyset()
        other.iss = Samples.coordinator.keyID
        #expect(verify(try signed(other)) == .wrongIssuer)
        var newer = Samples.keyset()
        newer.ver = 2
        #expect(verify(try signed(newer)) == .unsupportedVersion)
    }

    @Test func namesAKeyForItsUseOnly() {
        let keyset = Samples.keyset()
        #expect(keyset.key(Samples.coordinator.keyID, for: .command) == Samples.coordinator.verifyingKey)
        #expect(keyset.key(Samples.coordinator.keyID, for: .profile) == nil)
        #expect(keyset.key(Samples.root.keyID, for: .command) == nil)
    }
}
