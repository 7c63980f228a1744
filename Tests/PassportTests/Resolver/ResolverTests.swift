import Passport
import TestSupport
import Testing

/// What the decision does beyond what the servers' tests show.
@Suite("Resolver decision")
struct ResolverTests {
    private static let product = "/01/09520123456788"

    private static func link(_ href: String, _ type: String = "gs1:pip") throws -> ProductLink {
        ProductLink(try LinkType(type), href: "https://example.com/\(href)", title: href)
    }

    private static func ask(
        _ query: String = "",
        accept: String? = nil,
        languages: String? = nil,
        _ links: [ProductLink]
    ) throws -> String {
        let resolver = try Resolver(root: "https://id.example.com")
        let request = ResolverRequest(target: product + query, accept: accept, acceptLanguage: languages)
        let facts = ResolverFacts(sets: [LinkSet(anchor: product, links: links)])
        switch resolver.answer(to: request, for: try resolver.link(of: request), knowing: facts) {
        case .redirect(let address): return String(address.dropFirst("https://example.com/".count))
        case .choices(let set, _): return set.links.map(\.title).joined(separator: "|")
        case .linkSets(_, let form): return form.rawValue
        case .notFound: return "404"
        case .handedOver, .badLink: return "wrong"
        }
    }

    /// Links `en`, `de`, `json` and `plain`, of one type.
    private static func several() throws -> [ProductLink] {
        var (english, german, json) = (try link("en"), try link("de"), try link("json"))
        (english.languages, english.mediaType) = (["en"], "text/html")
        (german.languages, german.mediaType) = (["de"], "text/html")
        json.mediaType = "application/json"
        return [english, german, json]
    }

    private static let choices: [(accept: String?, languages: String?, answer: String)] = [
        (nil, nil, "en|de|json"), (nil, "de", "de"), (nil, "de-CH, en;q=0.5", "de"), (nil, "fr", "json"),
        ("application/json", nil, "json"), ("text/html", nil, "en|de"), ("text/html", "en", "en"),
        ("text/html;q=0.5, application/json", "en", "en"), ("image/png", nil, "en|de|json"),
        (nil, "en, de", "en|de"), ("*/*", "*", "en|de|json"), (nil, "en;q=0, de;q=0, *", "json"),
    ]

    @Test(arguments: choices.indices) func choosesByLanguageThenMediaType(_ index: Int) throws {
        let row = Self.choices[index]
        let answer = try Self.ask("?linkType=gs1:pip", accept: row.accept, languages: row.languages, Self.several())
        #expect(answer.prefix { $0 != "?" } == row.answer, "\(row)")
    }

    @Test func choosesByContextFirst() throws {
        var (trade, everybody) = (try Self.link("trade"), try Self.link("everybody"))
        trade.contexts = ["trade"]
        everybody.languages = ["de"]
        let links = [trade, everybody]
        #expect(try Self.ask("?linkType=gs1:pip&context=trade", languages: "de", links).hasPrefix("trade?"))
        #expect(try Self.ask("?linkType=gs1:pip&context=other", links).hasPrefix("everybody?"))
        #expect(try Self.ask("?linkType=gs1:pip", links) == "trade|everybody")
        #expect(try Self.ask("?linkType=gs1:pip&context=%zz", links).hasPrefix("everybody?"))
    }

    @Test func takesTheOneDefaultUnlessTheClientsWordsDecide() throws {
        var links = try Self.several()
        for index in links.indices { links[index].isDefaultMulti = true }
        links[0].isDefault = true
        // Two that fit alike are no reason to ask anybody anything: the default is there.
        #expect(try Self.ask("", links) == "en")
        #expect(try Self.ask(accept: "text/html", links) == "en")
        #expect(try Self.ask(languages: "de", links) == "de")
        #expect(try Self.ask(accept: "application/json", languages: "fr", links) == "json")
        #expect(try Self.ask("?linkType=gs1:defaultLinkMulti", languages: "de", links).hasPrefix("de?"))
        links[0].isDefault = false
        #expect(try Self.ask(accept: "text/html", links) == "en|de")
    }

    @Test func sendsToTheSameAddressWithoutAsking() throws {
        var (one, other) = (try Self.link("x"), try Self.link("x"))
        (one.languages, other.languages) = (["en"], ["de"])
        #expect(try Self.ask("?linkType=gs1:pip", [one, other]) == "x?linkType=gs1:pip")
    }

    @Test func passesPairsOnAsTheyCame() throws {
        var link = try Self.link("p?own=1#part")
        link.isDefault = true
        #expect(try Self.ask("?17=271231&utm=a%20b", [link]) == "p?own=1&17=271231&utm=a%20b#part")
        #expect(try Self.ask("?", [link]) == "p?own=1#part")
        link.passesQueryOn = false
        #expect(try Self.ask("?17=271231", [link]) == "p?own=1#part")
    }

    @Test func asksWhenThereIsNoDefault() throws {
        #expect(try Self.ask("", Self.several()) == "en|de|json")
        #expect(try Self.ask("", [Self.link("one")]) == "one")
    }

    @Test func knowsItsOwnAddresses() throws {
        let resolver = try Resolver(root: "https://example.com/id/")
        #expect(resolver.root == "https://example.com/id" && resolver.rootPath == "/id")
        for path in ["/id/01/09520123456788", "/id/01", "/id/8004/95", "/id/01/1/99/2"] {
            #expect(resolver.isAddress(path), "\(path)")
        }
        for path in ["/01/09520123456788", "/id", "/id/", "/id/99/1", "/id01/1", "/id/1/x", "/v1/orders", ""] {
            #expect(!resolver.isAddress(path), "\(path)")
        }
        for root in ["", "example.com", "https://", "https://example.com/?a", "https://example.com/#a", "https://a//"] {
            #expect(throws: PassportError(.malformed, "")) { try Resolver(root: root) }
        }
    }

    @Test func readsWhateverComesWithoutFalling() throws {
        let resolver = try Resolver(root: "https://id.example.com")
        let alphabet = Array("/0123456789?&=%+#-.linkTypeAZ~ä\u{0}".unicodeScalars)
        try forAll(seeds: 0..<400) { generator in
            var target = "/01/09520123456788"
            for _ in 0..<Int.random(in: 0...40, using: &generator) {
                target.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
            }
            let request = ResolverRequest(target: target, accept: target, acceptLanguage: target)
            do {
                let link = try resolver.link(of: request)
                let facts = ResolverFacts(sets: [LinkSet(anchor: Self.product, links: try Self.several())])
                _ = resolver.answer(to: request, for: link, knowing: facts)
            } catch let error as PassportError {
                let position = try #require(error.position, "\(target)")
                #expect((0...target.utf8.count).contains(position), "\(target)")
            }
        }
    }
}
