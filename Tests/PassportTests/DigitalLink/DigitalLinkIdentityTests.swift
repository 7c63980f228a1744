import Passport
import Testing

@Suite("Identities of links")
struct DigitalLinkIdentityTests {
    @Test(arguments: [
        ("https://id.example.com/01/09520123456788", "/01/09520123456788"),
        ("HTTPS://ID.EXAMPLE.COM/01/09520123456788/21/4Q7Z", "/01/09520123456788/21/4Q7Z"),
        ("https://a.example/stem/01/09520123456788/22/V/10/L1/21/S%2F1?17=271231", "/01/09520123456788/21/S%2F1"),
        ("https://a.example/01/09520123456788/22/V/10/L1", "/01/09520123456788/10/L1"),
        ("https://a.example/01/09520123456788/22/V", "/01/09520123456788"),
        ("https://a.example/414/9520123456788/254/line-3", "/414/9520123456788/254/line-3"),
    ]) func areTheKeyAndTheFinestQualifier(_ link: String, _ identity: String) throws {
        #expect(try DigitalLink(link).identity == "https://id.gs1.org" + identity)
    }

    /// `printf https://id.gs1.org/01/09520123456788/21/4Q7Z | sha256sum`
    @Test func theirHashIsWhatTheLogCallsThem() throws {
        let link = try DigitalLink("https://id.example.com/01/09520123456788/10/L1/21/4Q7Z")
        #expect(link.logSubject == "sha256:6eec9d76a54c8c42f35b8fe625efb9776eb579d7e0a064afc769c727e08fb275")
    }
}
