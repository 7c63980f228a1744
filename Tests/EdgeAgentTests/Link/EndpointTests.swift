import Testing

@testable import EdgeAgent

@Suite("Endpoint")
struct EndpointTests {
    @Test(arguments: [
        ("https://coordinator.example:8443", "coordinator.example", 8_443),
        ("https://coordinator.example", "coordinator.example", 443),
        ("https://coordinator.example/", "coordinator.example", 443),
        ("https://10.0.0.1:1", "10.0.0.1", 1),
        ("https://[2001:db8::1]:8443", "2001:db8::1", 8_443),
        ("https://[::1]", "::1", 443),
    ])
    func readsAnAddress(_ text: String, _ host: String, _ port: Int) throws {
        let endpoint = try Endpoint(text)
        #expect(endpoint.host == host)
        #expect(endpoint.port == port)
        #expect(try Endpoint(endpoint.description) == endpoint)
    }

    @Test(arguments: [
        "", "coordinator.example", "http://coordinator.example:80", "HTTPS://coordinator.example", "https://",
        "https:///", "https://:8443", "https://[]:8443", "https://[::1", "https://host:", "https://host:0",
        "https://host:65536", "https://host:-1", "https://host:https", "https://host:1:2", "https://user@host",
        "https://host/path", "https://host?query", "https://host#part", "https://ho st", "https://host\r\nx: y",
        "https://[::1]8443", "https://h\u{F6}st", "https://host:99999999999999999999",
    ])
    func refuses(_ text: String) {
        #expect(throws: AgentError(.configuration, "")) { try Endpoint(text) }
    }

    @Test func writesAnAddressIntoTheHostHeaderWithItsBrackets() throws {
        #expect(try Endpoint("https://[::1]:8443").authority == "[::1]:8443")
        #expect(try Endpoint("https://host").authority == "host:443")
    }
}
