import Passport
import Testing

@Suite("Link set")
struct LinkSetTests {
    private static func set(_ links: ProductLink...) -> LinkSet { LinkSet(anchor: "/01/09520123456788", links: links) }

    private static func link(_ type: String = "gs1:pip", href: String = "https://example.com/p") throws -> ProductLink {
        ProductLink(try LinkType(type), href: href, title: "Pump")
    }

    private static func refuses(_ code: PassportError.Code, _ links: ProductLink...) {
        #expect(throws: PassportError(code, "")) { try LinkSet(anchor: "/01/09520123456788", links: links).check() }
    }

    @Test func takesWhatIsRight() throws {
        var french = try Self.link(href: "https://example.com/fr")
        (french.mediaType, french.languages, french.contexts) = ("text/html", ["fr"], ["trade"])
        try Self.set(Self.link(), french).check()
    }

    @Test func refusesWhatIsNoLink() throws {
        Self.refuses(.tooLong)
        for address in ["", "ftp://a/b", "https://", "https://a b/", "javascript:alert(1)", "https://ä.example/"] {
            Self.refuses(.malformed, try Self.link(href: address))
        }
        var wrong = try Self.link()
        wrong.title = ""
        Self.refuses(.malformed, wrong)
        wrong = try Self.link()
        wrong.title = "a\nb"
        Self.refuses(.malformed, wrong)
        wrong = try Self.link()
        wrong.mediaType = "html"
        Self.refuses(.malformed, wrong)
        wrong = try Self.link()
        wrong.languages = ["german language"]
        Self.refuses(.malformed, wrong)
        wrong = try Self.link()
        wrong.contexts = [""]
        Self.refuses(.malformed, wrong)
        Self.refuses(.repeated, try Self.link(), try Self.link())
        Self.refuses(.tooLong, Array(repeating: try Self.link(), count: LinkSet.maximumLinks + 1))
    }

    private static func refuses(_ code: PassportError.Code, _ links: [ProductLink]) {
        #expect(throws: PassportError(code, "")) { try LinkSet(anchor: "/01/09520123456788", links: links).check() }
    }

    @Test func hasOneDefaultAndNoneOrSeveralToChooseFrom() throws {
        var (first, second) = (try Self.link(), try Self.link(href: "https://example.com/q"))
        (first.isDefault, second.isDefault) = (true, true)
        Self.refuses(.badValue, first, second)
        second.isDefault = false
        second.isDefaultMulti = true
        Self.refuses(.badValue, first, second)
        first.isDefaultMulti = true
        try Self.set(first, second).check()
        Self.refuses(.badValue, try Self.link("gs1:defaultLink"))
        Self.refuses(.badValue, try Self.link("https://gs1.org/voc/handledBy"))
    }

    @Test func knowsTypesByTermAndByAnyOfTheirAddresses() throws {
        for text in ["gs1:pip", "https://ref.gs1.org/voc/pip", "https://gs1.org/voc/pip", "http://gs1.org/voc/pip"] {
            #expect(try LinkType(text).uri == "https://ref.gs1.org/voc/pip")
            #expect(try LinkType(text).description == "gs1:pip")
        }
        #expect(try LinkType("https://example.com/rel/x").description == "https://example.com/rel/x")
        for text in ["", "pip", "gs1:", "gs1:a b", "gs1:1a", "other:pip", "https://gs1.org/voc/"] {
            #expect(throws: PassportError(.malformed, "")) { try LinkType(text) }
        }
    }

    /// The members of GS1's schema, and a default link of address and title alone.
    @Test func isWrittenAsGS1WantsIt() throws {
        var page = try Self.link("gs1:dpp", href: "https://dpp.example.com/p/1")
        (page.mediaType, page.languages, page.isDefault) = ("text/html", ["en", "fr"], true)
        page.isDefaultMulti = true
        var data = try Self.link("gs1:dpp", href: "https://dpp.example.com/d/1?a=1&b=\"")
        (data.contexts, data.passesQueryOn, data.isDefaultMulti) = (["trade"], false, true)
        let set = LinkSet(anchor: "/01/09520123456788", description: "Pump", links: [page, data])
        let text = String(decoding: try LinkSetDocument.write([set], root: "https://id.example.com"), as: UTF8.self)
        #expect(
            text == #"{"linkset":[{"anchor":"https://id.example.com/01/09520123456788","description":"Pump","#
                + #""https://ref.gs1.org/voc/defaultLink":[{"href":"https://dpp.example.com/p/1","title":"Pump"}],"#
                + #""https://ref.gs1.org/voc/defaultLinkMulti":["#
                + #"{"href":"https://dpp.example.com/p/1","hreflang":["en","fr"],"title":"Pump","type":"text/html"},"#
                + #"{"context":["trade"],"fwqs":false,"href":"https://dpp.example.com/d/1?a=1&b=\"","title":"Pump"}],"#
                + #""https://ref.gs1.org/voc/dpp":["#
                + #"{"href":"https://dpp.example.com/p/1","hreflang":["en","fr"],"title":"Pump","type":"text/html"},"#
                + #"{"context":["trade"],"fwqs":false,"href":"https://dpp.example.com/d/1?a=1&b=\"","title":"Pump"}]"#
                + "}]}"
        )
    }
}
