import Testing

@testable import Coordinator

@Suite("Safe path")
struct SafePathTests {
    @Test(arguments: [
        "/operator", "/operator/sales?place=hall&state=inDoubt", "/operator?range=week", "/operator/places/a%20b",
    ])
    func keepsOurPages(_ path: String) {
        #expect(SafePath.next(path) == path)
    }

    @Test(arguments: [
        nil, "", "/", "/login", "//evil.example", "/operatorx", "https://evil.example/operator", "/\\evil.example",
        "/operator/\\evil", "/operator\r\nSet-Cookie: a=b", "javascript:alert(1)", "operator",
        "/operator/" + String(repeating: "a", count: 600),
    ])
    func turnsAnythingElseIntoTheOverview(_ path: String?) {
        #expect(SafePath.next(path) == "/operator")
    }
}
