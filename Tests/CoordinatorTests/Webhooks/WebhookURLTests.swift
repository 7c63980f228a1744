import Testing

@testable import Coordinator

@Suite("Webhook URL")
struct WebhookURLTests {
    @Test(arguments: [
        "https://example.com", "https://example.com/hooks?token=1", "https://EXAMPLE.com:8443/a/b", "https://8.8.8.8/",
        "https://[2606:4700::1111]/x", "https://hooks.example-1.com./",
    ])
    func onesOnTheInternetAreTaken(_ text: String) throws {
        #expect(try WebhookURL(text, allowPrivate: false).text == text)
    }

    @Test(arguments: [
        "", "example.com", "https://", "https:///x", "ftp://example.com", "file:///etc/passwd", "http://example.com",
        "https://user@example.com/", "https://user:secret@example.com/", "https://example.com/#part",
        "https://example.com\\@127.0.0.1/", "https://exa mple.com/", "https://example.com/\n", "https://ex%61mple.com/",
        "https://exämple.com/", "https://example.com:0/", "https://example.com:70000/", "https://exa_mple.com/",
        "https://127.0.0.1/", "https://localhost/", "https://LOCALHOST:1/", "https://a.localhost/",
        "https://10.1.2.3/", "https://192.168.1.1/", "https://172.20.0.1/", "https://169.254.169.254/latest",
        "https://100.64.0.1/", "https://0.0.0.0/", "https://[::1]/", "https://[fe80::1]/", "https://[fd00::1]/",
        "https://[::ffff:127.0.0.1]/", "https://[::]/", "https://224.0.0.1/",
    ])
    func othersAreRefused(_ text: String) {
        #expect(throws: CoordinatorError(.invalid, "")) { try WebhookURL(text, allowPrivate: false) }
    }

    @Test(arguments: [
        "http://127.0.0.1:9000/hook", "http://localhost:9000/", "https://10.1.2.3/", "http://[::1]:1/",
        "https://192.168.1.1/", "http://printer.lan/",
    ])
    func privateOnesAreTakenWhenTheConfigurationAllowsThem(_ text: String) throws {
        #expect(try WebhookURL(text, allowPrivate: true).text == text)
    }

    @Test(arguments: [
        "http://8.8.8.8/", "https://0.0.0.0/", "https://224.0.0.1/", "https://u:p@127.0.0.1/", "gopher://127.0.0.1/",
    ])
    func evenThenSomeAreRefused(_ text: String) {
        #expect(throws: CoordinatorError(.invalid, "")) { try WebhookURL(text, allowPrivate: true) }
    }

    @Test(arguments: [
        ("8.8.8.8", AddressKind.publicAddress), ("172.15.0.1", .publicAddress), ("172.32.0.1", .publicAddress),
        ("100.63.0.1", .publicAddress), ("100.128.0.1", .publicAddress), ("192.167.0.1", .publicAddress),
        ("2606:4700::1", .publicAddress), ("2a00::1", .publicAddress), ("::ffff:8.8.8.8", .publicAddress),
        ("10.0.0.1", .privateAddress), ("127.255.0.1", .privateAddress), ("169.254.0.1", .privateAddress),
        ("172.16.0.1", .privateAddress), ("172.31.255.255", .privateAddress), ("192.168.0.1", .privateAddress),
        ("100.64.0.1", .privateAddress), ("100.127.255.255", .privateAddress), ("::1", .privateAddress),
        ("fe80::1", .privateAddress), ("febf::1", .privateAddress), ("fc00::1", .privateAddress),
        ("fdff::1", .privateAddress), ("::ffff:10.0.0.1", .privateAddress), ("::ffff:127.0.0.1", .privateAddress),
        ("0.0.0.0", .unusable), ("192.0.2.1", .unusable), ("198.18.0.1", .unusable), ("198.51.100.1", .unusable),
        ("203.0.113.1", .unusable), ("224.0.0.1", .unusable), ("255.255.255.255", .unusable), ("::", .unusable),
        ("::2", .unusable), ("ff02::1", .unusable), ("2001:db8::1", .unusable), ("2001::1", .unusable),
        ("2002:7f00:1::1", .unusable), ("64:ff9b::7f00:1", .unusable), ("fec0::1", .unusable),
        ("::127.0.0.1", .unusable),
    ])
    func everyAddressHasItsKind(_ text: String, _ kind: AddressKind) throws {
        #expect(AddressKind(try #require(IPAddressBytes.of(text))) == kind)
    }
}
