import Passport
import Protocol
import TestSupport
import Testing

@Suite("Multibase")
struct MultibaseTests {
    /// The test vectors of draft-msporny-base58-03 section 5.
    @Test func writesThePublishedTexts() {
        #expect(Multibase.encode(Array("Hello World!".utf8)) == "z2NEpo7TZRRrLZSi2U")
        let fox = Array("The quick brown fox jumps over the lazy dog.".utf8)
        #expect(Multibase.encode(fox) == "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")
        #expect(Multibase.encode([0, 0, 0x28, 0x7F, 0xB4, 0xCD]) == "z11233QC4")
    }

    @Test func readsWhatItWrites() throws {
        try forAll { random in
            var bytes = (0..<Int.random(in: 0...70, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            bytes = Array(repeating: 0, count: Int.random(in: 0...3, using: &random)) + bytes
            try #require(Multibase.decode(Multibase.encode(bytes)) == bytes)
        }
    }

    @Test(arguments: [
        "", "2NEpo7TZRRrLZSi2U", "z0", "zO", "zI", "zl", "zé", "m2NEp", "z" + String(repeating: "2", count: 512),
    ])
    func refusesOtherTexts(_ text: String) {
        #expect(Multibase.decode(text) == nil)
    }

    @Test func aKeyBeginsLikeAllOfItsKind() throws {
        let key = SigningKey().verifyingKey
        let text = Multibase.encode(key)
        #expect(text.hasPrefix("z6Mk"))
        #expect(Multibase.key(text) == key)
        #expect(Multibase.key(Multibase.encode(key.rawRepresentation)) == nil)
        #expect(Multibase.key(Multibase.encode([0xED, 0x01] + key.rawRepresentation.dropLast())) == nil)
    }
}
