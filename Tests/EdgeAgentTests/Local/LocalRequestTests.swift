import Testing

@testable import EdgeAgent

@Suite("LocalRequest")
struct LocalRequestTests {
    @Test func readsWhatCanBeAsked() throws {
        #expect(try LocalRequest(method: "GET", target: "/metrics") == .metrics)
        #expect(try LocalRequest(method: "GET", target: "/status?x=1") == .status)
        let lease = try LocalRequest(method: "POST", target: "/lease?owner=flash&seconds=300")
        #expect(lease == .takeLease(owner: "flash", seconds: 300))
        #expect(try LocalRequest(method: "DELETE", target: "/lease?owner=flash") == .endLease(owner: "flash"))
    }

    @Test(arguments: [("GET", "/"), ("POST", "/status"), ("GET", "/lease"), ("GET", ""), ("PUT", "/lease?owner=a")])
    func knowsNothingElse(_ method: String, _ target: String) {
        #expect(throws: LocalRequest.Fault.unknown) { try LocalRequest(method: method, target: target) }
    }

    @Test(arguments: [
        "/lease", "/lease?owner=a", "/lease?seconds=1", "/lease?owner=&seconds=1", "/lease?owner=a&seconds=0",
        "/lease?owner=a&seconds=3601", "/lease?owner=a&seconds=x", "/lease?owner=a b&seconds=1",
        "/lease?owner=\(String(repeating: "a", count: 65))&seconds=1",
    ])
    func refusesWrongLeases(_ target: String) {
        do {
            _ = try LocalRequest(method: "POST", target: target)
            Issue.record("taken: \(target)")
        } catch {
            if case .invalid = error { return }
            Issue.record("\(error)")
        }
    }
}
