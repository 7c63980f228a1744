import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Coordinator configuration")
struct CoordinatorConfigurationTests {
    private static let good = #"""
        {"listen": {"host": "0.0.0.0", "port": 9000}, "publicURL": "https://shop.example:9000/",
         "currency": "EUR", "rates": {"SANDBOX-EUR": "1", "LTC": "82.15"},
         "confirmations": {"LTC": {"steps": [{"upTo": "10000000", "confirmations": 1}], "beyond": 6}},
         "sales": {"quoteSeconds": 600}, "requests": {"making": {"burst": 5}},
         "rails": [{"id": "play", "kind": "sandbox", "canHold": true},
                   {"id": "ltc", "kind": "node", "coin": "LTC", "network": "regtest", "url": "http://127.0.0.1:1",
                    "wallet": "w", "cookieFile": "/x/.cookie"}]}
        """#

    @Test func readsWhatIsGivenAndKeepsTheOtherDefaults() throws {
        let configuration = try CoordinatorConfiguration(json: Array(Self.good.utf8))
        #expect(configuration.listen == .init(host: "0.0.0.0", port: 9_000))
        #expect(configuration.publicURL == "https://shop.example:9000")
        #expect(configuration.publicHost == "shop.example")
        #expect(configuration.rails.map(\.id) == ["play", "ltc"])
        #expect(configuration.sales.quoteSeconds == 600)
        #expect(configuration.sales.commandSeconds == 120)
        #expect(configuration.requests.making == .init(burst: 5, refillMilliseconds: 200))
        #expect(configuration.requests.reading == RequestLimits().reading)
        #expect(configuration.policy(for: configuration.rails[1]).confirmations(forMinor: 10_000_001) == 6)
        #expect(configuration.policy(for: configuration.rails[0]) == .immediate)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let json: String
        let says: String
        var testDescription: String { says }
    }

    private static let sandbox = #""rates":{"SANDBOX-EUR":"1"},"rails":[{"id":"s","kind":"sandbox"}]"#

    static let bad = [
        Case(json: "", says: "not JSON"),
        Case(json: #"{"requests":{"making":{"burst":0}}}"#, says: "requests.making.burst"),
        Case(json: #"{"requests":{"writing":{}}}"#, says: "requests.writing"),
        Case(json: "[]", says: "must be an object"),
        Case(json: #"{"portt":1}"#, says: "\"portt\" is not a setting"),
        Case(json: #"{"listen":{"port":70000}}"#, says: "\"listen.port\""),
        Case(json: #"{"listen":{"hots":"x"}}"#, says: "\"listen.hots\""),
        Case(json: #"{"publicURL":"shop.example"}"#, says: "\"publicURL\""),
        Case(json: #"{"publicURL":"http://shop.example"}"#, says: "\"publicURL\""),
        Case(json: #"{"tls":{"mode":"maybe"}}"#, says: "\"tls.mode\""),
        Case(json: #"{"tls":{"mode":"off"}}"#, says: "\"tls.pins\""),
        Case(json: #"{"tls":{"mode":"off","pins":["abc"]}}"#, says: "\"tls.pins[0]\""),
        Case(json: #"{"currency":"euro"}"#, says: "\"currency\""),
        Case(json: #"{"rates":{"LTC":82.15}}"#, says: "JSON"),
        Case(json: #"{"rates":{"LTC":"-1"}}"#, says: "\"rates.LTC\""),
        Case(json: #"{"sales":{"quoteSeconds":1}}"#, says: "\"sales.quoteSeconds\""),
        Case(json: #"{"rails":[{"id":"s","kind":"sandbox"}]}"#, says: "\"rates.SANDBOX-EUR\""),
        Case(json: #"{"rails":[{"id":"S","kind":"sandbox"}]}"#, says: "\"rails[0].id\""),
        Case(json: #"{"rails":[{"id":"s","kind":"gold"}]}"#, says: "\"rails[0].kind\""),
        Case(json: #"{"rails":[{"id":"s","kind":"sandbox","asset":"EUR"}]}"#, says: "\"rails[0].asset\""),
        Case(json: #"{"rails":[{"id":"n","kind":"node","coin":"LTC"}]}"#, says: "\"rails[0].cookieFile\""),
        Case(
            json: #"{"rates":{"SANDBOX-EUR":"1"},"rails":[{"id":"s","kind":"sandbox","trackedDepth":3}]}"#,
            says: "follows"
        ),
        Case(json: "{\(sandbox.dropLast()),{\"id\":\"s\",\"kind\":\"sandbox\"}]}", says: "twice"),
    ]

    @Test(arguments: bad)
    func namesWhatIsWrong(_ item: Case) {
        let error = #expect(throws: CoordinatorError.self) {
            try CoordinatorConfiguration(json: Array(item.json.utf8))
        }
        #expect(error?.code == .invalid)
        #expect(error?.message.contains(item.says) == true, "\(error?.message ?? "")")
    }

    @Test func namesTheFile() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path + "/coordinator.json"
        #expect(throws: CoordinatorError(.invalid, "")) { try CoordinatorConfiguration.read(path) }
        try StateFile.write(Array(#"{"x":1}"#.utf8), to: path)
        let error = #expect(throws: CoordinatorError.self) { try CoordinatorConfiguration.read(path) }
        #expect(error?.message.contains(path) == true)
        #expect(error?.message.contains("\"x\"") == true)
    }

    @Test func readsTheCommandLine() throws {
        let options = try CoordinatorOptions(["--state", "/s", "--config", "/c"])
        #expect(options?.configurationFile == "/c" && options?.role == .coordinator(stateFolder: "/s"))
        #expect(try CoordinatorOptions(["--help"]) == nil)
        for arguments in [[], ["--config"], ["--config", "c"], ["--state", "s", "--state", "t"], ["--x", "y"]] {
            #expect(throws: CoordinatorError(.invalid, "")) { try CoordinatorOptions(arguments) }
        }
    }

    @Test func raisesTheKeysetVersionOnlyWhenItChanges() async throws {
        let shop = try await Shop.open()
        let first = shop.coordinator.keyset
        try await shop.restart()
        #expect(shop.coordinator.keyset.compact == first.compact)
        shop.configuration.publicURL = "http://elsewhere:8443"
        try await shop.restart()
        #expect(shop.coordinator.keyset.keyset.version == first.keyset.version + 1)
        await shop.close()
    }
}
