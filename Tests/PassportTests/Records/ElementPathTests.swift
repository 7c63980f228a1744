import Testing

@testable import Passport

@Suite("Path of an element")
struct ElementPathTests {
    @Test(
        arguments: [
            ("$", []), ("$.elements.mass", ["elements", "mass"]), ("$['elements']['a.b']", ["elements", "a.b"]),
            (#"$["it's"].x_1"#, ["it's", "x_1"]), (#"$['it\'s']"#, ["it's"]), ("$.größe", ["größe"]),
        ] as [(String, [String])]
    )
    func isRead(_ text: String, _ names: [String]) throws {
        #expect(try ElementPath(text).names == names)
    }

    @Test(
        arguments: [
            ("", 0), ("elements", 0), ("$.", 1), ("$..a", 1), ("$.1a", 1), ("$[0]", 2), ("$['a'", 4), ("$['a", 4),
            ("$.a b", 3), ("$[*]", 2), (#"$['a\b']"#, 5),
        ]
    )
    func isRefusedWithThePosition(_ text: String, _ position: Int) {
        #expect {
            try ElementPath(text)
        } throws: { error in
            (error as? PassportError)?.code == .malformed && (error as? PassportError)?.position == position
        }
    }

    @Test func leadsToTheValue() throws {
        let document: JSONValue = ["a": ["b": ["c": 3]]]
        #expect(document[path: try ElementPath("$.a.b.c")] == 3)
        #expect(document[path: try ElementPath("$.a.x.c")] == nil)
        #expect(document[path: try ElementPath("$")] == document)
    }
}
