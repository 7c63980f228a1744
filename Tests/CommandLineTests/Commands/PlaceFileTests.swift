import Testing

@testable import mintmark

@Suite("PlaceFile")
struct PlaceFileTests {
    private let yaml = """
        name: Lobby
        selections:
          - {id: a1, name: Salted peanuts, lane: A1, price: "1.50"}
          - {id: a2, name: Tea, lane: A2, price: 2}
        """

    @Test func yamlAndJSONAreRead() throws {
        let json =
            #"{"name":"Lobby","selections":[{"id":"a1","name":"Salted peanuts","lane":"A1","price":"1.50"},"#
            + #"{"id":"a2","name":"Tea","lane":"A2","price":"2"}]}"#
        let place = try PlaceFile.read(yaml, file: "lobby.yaml")
        #expect(try PlaceFile.read(json, file: "lobby.json") == place)
        let draft = try place.draft("EUR")
        #expect(draft.selections.map(\.price) == ["150", "200"])
        #expect(draft.open == nil)
    }

    @Test(arguments: [
        ("name: Lobby", "“selections” is missing"), ("- a", "it is no mapping"), ("", "it is no mapping"),
        ("name: Lobby\nselection: []", "line 2: “selection” is none of name, open, selections"),
        ("name: L\nselections:\n  - {id: a1, name: A, lane: A1}", "“price” is missing at selections, number 1"),
        ("name: L\nselections:\n  - {id: a1, prize: 1}", "line 3: “prize” is none of id, lane, name, price"),
        ("name: [", "lobby.yaml does not describe a place"),
    ])
    func whatIsWrongIsSaidWithItsPlace(text: String, words: String) {
        let error = #expect(throws: CommandError.self) { try PlaceFile.read(text, file: "lobby.yaml") }
        #expect(error?.status == .data)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }
}
