import Passport
import Protocol
import TestSupport
import Testing

@testable import Coordinator

/// The behaviours that the GS1 Digital Link resolver standard asks for, in the order of docs/resolver.md, of both
/// servers that have them.
@Suite("Resolver behaviours", .timeLimit(.minutes(3)))
struct ResolverBehaviourTests {
    private typealias Stand = ResolverStand
    private static let linkSetType = "application/linkset+json"
    private static let vary = "Accept, Accept-Language"

    // 1

    @Test(arguments: ResolverStand.Kind.allCases)
    func answersGetHeadAndOptionsAndLetsAnyPageRead(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(kind) { stand in
            let got = try await stand.ask(Stand.product)
            #expect(got.status == 307 && got["access-control-allow-origin"] == "*")
            #expect(got["access-control-expose-headers"]?.contains("Link") == true)
            let head = try await stand.ask(Stand.product, method: "HEAD")
            #expect(head.timeless == got.timeless && head.body == "")
            let list = try await stand.ask(Stand.product + "?linkType=linkset", ["Accept: \(Self.linkSetType)"])
            let listHead = try await stand.ask(
                Stand.product + "?linkType=linkset",
                ["Accept: \(Self.linkSetType)"],
                method: "HEAD"
            )
            #expect(listHead.body == "" && listHead["content-length"] == String(list.body.utf8.count))
            #expect(listHead["content-type"] == list["content-type"])
            for target in [Stand.product, Stand.piece, "/.well-known/gs1resolver"] {
                let options = try await stand.ask(target, method: "OPTIONS")
                #expect(options.status == 204 && options["allow"] == "GET, HEAD, OPTIONS")
                #expect(options["access-control-allow-methods"] == "GET, HEAD, OPTIONS")
                #expect(options["access-control-allow-headers"] == "Accept, Accept-Language")
            }
            let post = try await stand.ask(Stand.product, ["Content-Length: 0"], method: "POST")
            #expect(post.status == 405 && post["allow"] == "GET, HEAD, OPTIONS")
        }
    }

    // 2

    /// What is wrong, and where in path and query.
    private static let wrong: [(target: String, reason: String, position: Int)] = [
        ("/01/09520123456789", "badCheck", 17), ("/01/952012345678X", "wrongLength", 17),
        ("/01/09520123456788/21/", "noKey", 21), ("/01/09520123456788/21/A%2", "badEncoding", 23),
        ("/01/09520123456788/21/123456789012345678901", "tooLong", 42),
        ("/01/09520123456788/21/A/10/L", "badSequence", 0), ("/01/09520123456788/21", "noKey", 0),
        ("/01/09520123456788?21=A", "notAnAttribute", 19), ("/01/09520123456788?17=991332", "badValue", 0),
        ("/01/09520123456788?17=271231&17=271231", "repeated", 19),
        ("/01/09520123456788?9999=1", "unknownIdentifier", 19),
        ("/01", "noKey", 3), ("/01/09520123456788/21/A%00", "badEncoding", 23),
    ]

    @Test(arguments: ResolverStand.Kind.allCases)
    func answersABadLinkWith400AndTheReasonAndItsPlace(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(kind) { stand in
            for row in Self.wrong {
                let answer = try await stand.ask(row.target)
                #expect(answer.status == 400 && answer["content-type"] == "application/problem+json", "\(row)")
                let problem = try answer.json(HeardProblem.self)
                #expect(problem.code == "invalid" && problem.reason == row.reason, "\(row): \(problem)")
                let position = try #require(problem.position, "\(row)")
                #expect((0...row.target.utf8.count).contains(position), "\(row): \(position)")
                if row.position > 0 { #expect(position == row.position, "\(row): \(problem)") }
            }
            let page = try await stand.ask("/01/09520123456789", ["Accept: text/html", "Accept-Language: de"])
            #expect(page.status == 400 && page["content-type"] == "text/html; charset=utf-8")
            #expect(page.body.contains("Dieser Code ist falsch") && page.body.contains("An Zeichen 18."))
        }
    }

    // 3

    @Test(arguments: ResolverStand.Kind.allCases)
    func walksUpFromSerialToLotToVariantToProduct(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(
            kind,
            furnish: { shop in
                for (anchor, name) in [("/22/2A", "variant"), ("/22/2A/10/L1", "lot"), ("/10/L2", "bare-lot")] {
                    let body = #"""
                        {"anchor":"\#(Stand.product)\#(anchor)","links":[{"linkType":"gs1:pip",
                        "href":"https://example.com/\#(name)","title":"x","default":true}]}
                        """#
                    try await Stand.add(body, of: shop)
                }
            }
        ) { stand in
            for (path, target) in [
                ("", "p40"), ("/21/UNKNOWN", "p40"), ("/10/UNKNOWN", "p40"), ("/22/UNKNOWN/10/U/21/U", "p40"),
                ("/22/2A", "variant"), ("/22/2A/21/U", "variant"), ("/22/2A/10/U/21/U", "variant"),
                ("/22/2A/10/L1", "lot"), ("/22/2A/10/L1/21/U", "lot"), ("/10/L2/21/U", "bare-lot"),
                ("/22/U/10/L2/21/U", "bare-lot"),
            ] {
                let answer = try await stand.ask(Stand.product + path)
                #expect(answer.status == 307 && answer["location"] == "https://example.com/\(target)", "\(path)")
            }
            // A piece is known by product and serial, whatever else the code on it says.
            for path in ["/21/4Q7ZK2M9XW3TB", "/10/L9/21/4Q7ZK2M9XW3TB", "/22/2A/10/L1/21/4Q7ZK2M9XW3TB"] {
                let answer = try await stand.ask(Stand.product + path)
                #expect(answer["location"] == "http://localhost:8443/p\(Stand.piece)", "\(path)")
            }
            // Every key of the standard has its qualifiers read; nothing is known of these.
            for path in [
                "/00/952012345678912345", "/01/09506000134352/235/T", "/253/9520123456788", "/255/9520123456788",
                "/401/9520ABC", "/402/95201234567891235", "/414/9520123456788/254/x", "/414/9520123456788/7040/1ABC",
                "/415/9520123456788/8020/ref", "/417/9520123456788/7040/1ABC", "/8003/09520123456788serial",
                "/8004/9520ABC/7040/1AB_", "/8006/095201234567880103/22/V/10/L/21/S", "/8010/9520ABC/8011/12",
                "/8013/1987654Ad4X4bL5ttr2310c2K", "/8017/123456789012345675/8019/1",
                "/8018/123456789012345675/8019/1",
            ] {
                #expect(try await stand.ask(path).status == 404, "\(path)")
            }
            #expect(try await stand.ask("/01/09506000134352").status == 404)
        }
    }

    // 4

    @Test(arguments: ResolverStand.Kind.allCases)
    func sendsToTheDefaultLinkAndPassesTheQueryOn(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(kind) { stand in
            for (query, location) in [
                ("", "https://example.com/p40"), ("?17=271231", "https://example.com/p40?17=271231"),
                ("?utm=a%20b&x", "https://example.com/p40?utm=a%20b&x"),
                ("?linkType=gs1:hasRetailers&utm=1", "https://example.com/shops"),
                ("?linkType=gs1:defaultLink", "https://example.com/p40?linkType=gs1:defaultLink"),
            ] {
                let answer = try await stand.ask(Stand.product + query)
                #expect(answer.status == 307 && answer["location"] == location, "\(query)")
            }
            let set = try await stand.ask(Stand.product + "?linkType=linkset", ["Accept: \(Self.linkSetType)"])
            let context = try #require(try set.json(HeardLinkSet.self).linkset.first)
            #expect(
                context.defaultLink == [
                    HeardLinkSet.Target(href: "https://example.com/p40", title: "Product", type: nil, hreflang: nil)
                ]
            )
        }
    }

    // 5

    @Test(arguments: ResolverStand.Kind.allCases)
    func sendsToTheTypeThatIsAskedForAndAnswers404WithoutOne(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(kind) { stand in
            for type in [
                "gs1:hasRetailers", "https://ref.gs1.org/voc/hasRetailers", "https://gs1.org/voc/hasRetailers",
            ] {
                let answer = try await stand.ask("\(Stand.product)?linkType=\(type)")
                #expect(answer.status == 307 && answer["location"] == "https://example.com/shops", "\(type)")
            }
            // The piece has a passport and no shops; its product has.
            let up = try await stand.ask("\(Stand.piece)?linkType=gs1:hasRetailers")
            #expect(up["location"] == "https://example.com/shops")
            for type in ["gs1:nosuchlt", "nothing", "", "%zz", "https://example.com/other"] {
                let answer = try await stand.ask("\(Stand.product)?linkType=\(type)")
                #expect(answer.status == 404, "\(type)")
                #expect(try answer.json(HeardProblem.self).code == "notFound")
            }
        }
    }

    // 6

    @Test(arguments: ResolverStand.Kind.allCases)
    func answersSeveralEqualLinksWith300AndTheList(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(kind) { stand in
            let target = "\(Stand.product)?linkType=gs1:pip"
            let several = try await stand.ask(target, ["Accept: application/json"])
            #expect(several.status == 300 && several["location"] == nil && several["vary"] == Self.vary)
            let targets = try #require(try several.json(HeardLinkSet.self).linkset.first?.pip)
            #expect(targets.map(\.href) == ["https://example.com/p40", "https://example.com/p40-fr"])
            let page = try await stand.ask(target)
            #expect(page.status == 300 && page["content-type"] == "text/html; charset=utf-8")
            #expect(page.body.contains(#"<a href="https://example.com/p40-fr">Produit</a>"#))
            for (header, end) in [
                ("fr", "p40-fr"), ("fr-CA, en;q=0.9", "p40-fr"), ("en, fr;q=0.99", "p40"), ("de, fr;q=0.1", "p40-fr"),
                ("fr;q=0, *", "p40"),
            ] {
                let answer = try await stand.ask(target, ["Accept-Language: \(header)"])
                #expect(answer.status == 307, "\(header)")
                #expect(answer["location"]?.hasPrefix("https://example.com/\(end)?") == true, "\(header)")
            }
            #expect(try await stand.ask(target, ["Accept-Language: de"]).status == 300)
        }
    }

    @Test(arguments: ResolverStand.Kind.allCases)
    func sendsToTheDefaultThatFitsTheLanguageElseToTheOneDefault(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(
            kind,
            furnish: { shop in
                let body = #"""
                    {"anchor":"\#(Stand.product)/10/ML","links":[
                    {"linkType":"gs1:pip","href":"https://example.com/en","title":"en","hreflang":["en"],
                    "type":"text/html",
                    "default":true,"defaultMulti":true},
                    {"linkType":"gs1:pip","href":"https://example.com/de","title":"de","hreflang":["de"],
                    "type":"text/html",
                    "defaultMulti":true},
                    {"linkType":"gs1:pip","href":"https://example.com/json","title":"data","type":"application/json",
                    "defaultMulti":true}]}
                    """#
                try await Stand.add(body, of: shop)
            }
        ) { stand in
            // What a browser sends: it wants a page in its language, never data.
            let browser = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
            for (headers, end) in [
                ([], "en"), ([browser], "en"), ([browser, "Accept-Language: de-AT,de;q=0.9,en;q=0.5"], "de"),
                ([browser, "Accept-Language: fr"], "json"), (["Accept-Language: de"], "de"),
                (["Accept: application/json"], "json"), (["Accept: */*"], "en"),
            ] {
                let answer = try await stand.ask("\(Stand.product)/10/ML", headers)
                #expect(answer.status == 307 && answer["location"] == "https://example.com/\(end)", "\(headers)")
            }
        }
    }

    // 7

    @Test(arguments: ResolverStand.Kind.allCases)
    func givesTheLinkSetOfEveryLevel(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(kind) { stand in
            let asked: [(String, [String], String)] = [
                ("", ["Accept: \(Self.linkSetType)"], Self.linkSetType),
                ("", ["Accept: \(Self.linkSetType), */*;q=0.5"], Self.linkSetType),
                ("?linkType=linkset", ["Accept: \(Self.linkSetType)"], Self.linkSetType),
                ("?linkType=linkset", ["Accept: */*"], Self.linkSetType),
                ("?linkType=all", ["Accept: */*"], Self.linkSetType),
                ("?linkType=linkset", ["Accept: application/json"], "application/json"),
                ("?linkType=linkset", ["Accept: text/html;q=0.5, application/json"], "application/json"),
                ("?linkType=linkset", ["Accept: application/ld+json"], "application/ld+json"),
                ("?linkType=linkset", ["Accept: image/png"], Self.linkSetType),
            ]
            for (query, headers, type) in asked {
                let answer = try await stand.ask(Stand.piece + query, headers)
                #expect(answer.status == 200 && answer["content-type"] == type, "\(query) \(headers)")
                #expect(answer["location"] == nil && answer["vary"] == Self.vary)
                let context =
                    #"<https://ref.gs1.org/standards/resolver/linkset-context>; "#
                    + #"rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json""#
                #expect(answer["link"] == context)
                let sets = try answer.json(HeardLinkSet.self).linkset
                #expect(sets.map(\.anchor) == [Stand.root + Stand.piece, Stand.root + Stand.product])
                #expect(sets[0].passport?.first?.href == "http://localhost:8443/p\(Stand.piece)")
                #expect(sets[1].description == "Pump P-40" && sets[1].pip?.count == 2)
            }
            for headers in [[], ["Accept: text/html"]] {
                let page = try await stand.ask("\(Stand.piece)?linkType=linkset", headers)
                #expect(page.status == 200 && page["content-type"] == "text/html; charset=utf-8")
                #expect(page.body.contains(#"<a href="https://example.com/shops">Shops</a>"#))
            }
            // Wanted less than a page, a link set is no reason to show one.
            for header in ["text/html, \(Self.linkSetType);q=0.9", "*/*", "application/*", "application/json"] {
                #expect(try await stand.ask(Stand.piece, ["Accept: \(header)"]).status == 307, "\(header)")
            }
            #expect(try await stand.ask("/01/09506000134352?linkType=linkset").status == 404)
        }
    }

    // 8

    @Test(arguments: ResolverStand.Kind.allCases)
    func namesTheLinkSetOnRedirectsAndNothingElse(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(kind) { stand in
            for path in [Stand.product, Stand.piece, Stand.product + "/21/UNKNOWN?17=271231"] {
                let answer = try await stand.ask(path, ["Host: evil.example.com"])
                let named = Stand.root + path.prefix { $0 != "?" } + "?linkType=linkset"
                #expect(answer["link"] == "<\(named)>; rel=\"linkset\"; type=\"\(Self.linkSetType)\"", "\(path)")
                #expect(answer["vary"] == Self.vary && answer.body == "" && answer["content-length"] == "0")
            }
        }
    }

    // 9

    @Test(arguments: ResolverStand.Kind.allCases)
    func describesItself(_ kind: ResolverStand.Kind) async throws {
        struct Description: Decodable {
            struct LinkTypes: Decodable {
                let namespace: String
                let prefix: String
            }
            let name: String
            let resolverRoot: String
            let supportedPrimaryKeys: [String]
            let supportedLinkType: [LinkTypes]
            let linkTypeDefaultCanBeLinkset: Bool
        }
        try await Stand.visit(
            kind,
            change: {
                $0.resolver.name = "Pumps"
            }
        ) { stand in
            let answer = try await stand.ask("/.well-known/gs1resolver")
            #expect(answer.status == 200 && answer["content-type"] == "application/json")
            let description = try answer.json(Description.self)
            #expect(description.name == "Pumps" && description.resolverRoot == Stand.root)
            #expect(description.supportedPrimaryKeys == ["all"] && !description.linkTypeDefaultCanBeLinkset)
            #expect(description.supportedLinkType.map(\.namespace) == ["https://ref.gs1.org/voc/"])
        }
    }

    // 10

    @Test(arguments: ResolverStand.Kind.allCases)
    func handsACompanyPrefixOverAndSaysSo(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(
            kind,
            furnish: { shop in
                for (prefix, resolver) in [
                    ("950600", "https://other.example/id/"), ("9506000", "https://third.example"),
                ] {
                    let body = #"{"prefix":"\#(prefix)","resolver":"\#(resolver)"}"#
                    try await Stand.add(body, to: "/v1/delegations", of: shop)
                }
            }
        ) { stand in
            for (path, location) in [
                ("/01/09506000134352?17=271231", "https://third.example/01/09506000134352?17=271231"),
                (
                    "/01/09506000134352/21/A%2FB?linkType=linkset",
                    "https://third.example/01/09506000134352/21/A%2FB?linkType=linkset"
                ),
                ("/8004/950600AB", "https://other.example/id/8004/950600AB"),
            ] {
                let answer = try await stand.ask(path, ["Accept: */*"])
                #expect(answer.status == 307 && answer["location"] == location, "\(path)")
                #expect(answer["link"] == "<\(location)>; rel=\"https://ref.gs1.org/voc/handledBy\"", "\(path)")
            }
            #expect(try await stand.ask(Stand.product)["location"] == "https://example.com/p40")
        }
    }

    @Test(arguments: ResolverStand.Kind.allCases)
    func takesASlashAtTheEnd(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(kind) { stand in
            for path in [Stand.product, Stand.piece] {
                let (plain, slash) = (try await stand.ask(path), try await stand.ask(path + "/"))
                #expect(plain.timeless == slash.timeless && slash.status == 307)
            }
        }
    }

    /// A root with a path of its own, behind which other things may be served.
    @Test(arguments: ResolverStand.Kind.allCases)
    func standsUnderThePathOfItsRoot(_ kind: ResolverStand.Kind) async throws {
        try await Stand.visit(
            kind,
            change: {
                $0.resolver.root = "https://example.com/id"
            }
        ) { stand in
            let answer = try await stand.ask("/id" + Stand.product)
            #expect(answer["location"] == "https://example.com/p40")
            #expect(answer["link"]?.hasPrefix("<https://example.com/id/01/09520123456788?linkType=linkset>") == true)
            #expect(try await stand.ask(Stand.product).status == 404)
            #expect(try await stand.ask("/id/.well-known/gs1resolver").status == 200)
        }
    }
}
