import Passport
import TestSupport
import Testing

@Suite("Entries of the log")
struct LogLeafTests {
    private static let subject = "https://id.gs1.org/01/09520123456788/21/4Q7ZK2M9XW3T"

    private static func history(_ count: Int) throws -> [LogLeaf] {
        var leaves: [LogLeaf] = []
        for index in 0..<count {
            leaves.append(
                try LogLeaf(
                    index == 0 ? .commission : .event,
                    of: subject,
                    after: leaves.last,
                    milliseconds: 1_800_000_000_000 + Int64(index),
                    actor: "line-3",
                    hashes: ["epcis": "ni:///sha-256;\(index)", "passport": "x"]
                )
            )
        }
        return leaves
    }

    @Test func haveTheseBytes() throws {
        let leaf = try Self.history(1)[0]
        #expect(
            String(decoding: try leaf.bytes(), as: UTF8.self)
                == #"{"actor":"line-3","hashes":{"epcis":"ni:///sha-256;0","passport":"x"},"kind":"commission","#
                + #""seq":0,"subject":"https://id.gs1.org/01/09520123456788/21/4Q7ZK2M9XW3T","#
                + #""time":1800000000000,"v":1}"#
        )
    }

    @Test func areReadBackAndChained() throws {
        let leaves = try Self.history(5)
        for leaf in leaves { #expect(try LogLeaf(bytes: leaf.bytes()) == leaf) }
        #expect(leaves.map(\.sequence) == [0, 1, 2, 3, 4])
        #expect(try leaves[3].previous == leaves[2].hash())
        try LogLeaf.checkHistory(leaves)
    }

    @Test func aHistoryWithAHoleIsSeen() throws {
        let leaves = try Self.history(5)
        for index in 1..<4 {
            var cut = leaves
            cut.remove(at: index)
            let error = try #require(throws: PassportError.self) { try LogLeaf.checkHistory(cut) }
            #expect(error.code == .badVersion && error.position == index)
            var swapped = leaves
            swapped.swapAt(index, index + 1)
            #expect(throws: PassportError(.badVersion, "")) { try LogLeaf.checkHistory(swapped) }
        }
        #expect(throws: PassportError(.badVersion, "")) { try LogLeaf.checkHistory(Array(leaves.dropFirst())) }
        #expect(throws: PassportError(.empty, "")) { try LogLeaf.checkHistory([]) }
    }

    @Test func anEntryThatWasReplacedBreaksTheChain() throws {
        var leaves = try Self.history(3)
        leaves[1] = try LogLeaf(
            .event,
            of: Self.subject,
            after: leaves[0],
            milliseconds: 5,
            actor: "eve",
            hashes: [:]
        )
        let error = try #require(throws: PassportError.self) { try LogLeaf.checkHistory(leaves) }
        #expect(error.code == .badVersion && error.position == 2)
        #expect(throws: PassportError(.badVersion, "")) {
            try LogLeaf(.event, of: "other", after: leaves[0], milliseconds: 0, actor: "a", hashes: [:])
        }
    }

    @Test func onlyTheCanonicalBytesAreAnEntry() throws {
        let text = String(decoding: try Self.history(2)[1].bytes(), as: UTF8.self)
        for (old, new) in [
            ("{\"actor\"", "{ \"actor\""), ("\"v\":1", "\"v\":2"), ("\"seq\":1", "\"seq\":0"),
            ("\"prev\"", "\"other\""),
            ("event", "evnt"), ("\"v\":1", "\"v\":1,\"w\":1"), ("\"epcis\":\"ni:///sha-256;1\"", "\"epcis\":1"),
        ] {
            let changed = text.replacing(old, with: new, maxReplacements: 1)
            #expect(changed != text)
            #expect(throws: PassportError(.malformed, "")) { try LogLeaf(bytes: Array(changed.utf8)) }
        }
    }
}
