import Protocol
import Testing
import TestSupport

@Suite("Base64URL") struct Base64URLTests {
    /// RFC 4648 section 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func agreesWithTheVectors(plain: String, text: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == text)
        #expect(Base64URL.decode(text) == Array(plain.utf8))
    }

    @Test func usesTheURLAlphabet() {
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        #expect(Base64URL.decode("-_8") == [0xFB, 0xFF])
    }

    @Test(arguments: ["Z", "Zg==", "Zg=", "Z g", "+_8", "-/8", "Zm9vZ", "Zh", "Zm9vYmF=", "é"])
    func refusesWhatNoEncoderWrites(text: String) { #expect(Base64URL.decode(text) == nil) }

    @Test func returnsWhatWasEncoded() throws {
        try forAll(seeds: 0..<50) { random in
            let bytes = (0..<Int.random(in: 0...70, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }
}
