import Passport
import Testing

@Suite("Encodable characters")
struct EncodableCharactersTests {
    /// The figures of the GS1 General Specifications, written out.
    private static let lists: [(EncodableCharacters, String)] = [
        (.digits, "0123456789"),
        (.set82, "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
        (.set39, "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        (.set64, "-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
    ]

    @Test(arguments: lists.indices) func areExactlyTheListedOnes(_ index: Int) {
        let (set, list) = Self.lists[index]
        let listed = Set(list.utf8)
        for byte in UInt8.min...UInt8.max {
            #expect(set.contains(byte) == listed.contains(byte), "byte \(byte) of \(set.name)")
        }
    }

    @Test func set82Has82() {
        #expect((UInt8.min...UInt8.max).count { EncodableCharacters.set82.contains($0) } == 82)
    }
}
