import Testing

@testable import mintmark

@Suite("APIPath")
struct APIPathTests {
    @Test(arguments: [
        ("lobby", "/v1/places/lobby"), ("lobby-1::00ff", "/v1/places/lobby-1::00ff"),
        ("../machines", "/v1/places/..%2Fmachines"), ("..", "/v1/places/%2E%2E"),
        ("a b?c=d&e#f%", "/v1/places/a%20b%3Fc%3Dd%26e%23f%25"),
        ("ü", "/v1/places/%C3%BC"),
    ])
    func whatIsPutIntoItNamesNoOtherRoute(id: String, path: String) {
        #expect(("/v1/places/\(id)" as APIPath).description == path)
    }

    @Test func queriesAreAddedWhenThereIsAValue() {
        let path: APIPath = "/v1/sales"
        #expect(
            path.with("limit", 5).with("place", nil as String?).with("text", "a&b").description
                == "/v1/sales?limit=5&text=a%26b"
        )
        #expect(("/v1/sales?limit=5" as APIPath).with("queue", "all").description == "/v1/sales?limit=5&queue=all")
    }
}
