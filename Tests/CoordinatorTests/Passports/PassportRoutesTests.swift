import HTTPTypes
import Passport
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Passport interface")
struct PassportRoutesTests {
    private static let lot = "https://id.gs1.org/01/09520123456788/10/L1"
    private static let content = """
        "economicOperatorId":"https://id.example.com/417/9520123456788","elements":{
        "mass":{"value":{"amount":12,"unit":"KGM"},"tier":"public"},
        "repairManual":{"value":"open the lid","tier":"legitimateInterest"},
        "testReport":{"value":"passed","tier":"authority"},"supplier":{"value":"Acme","tier":"owner"}}
        """

    private struct Minted: Decodable { let text: String }

    static func withShop(_ body: (Shop, JSONValue) async throws -> Void) async throws {
        let shop = try await Shop.open()
        try await shop.put("/v1/products/09520123456788", body: #"{"name":"Pump P-40"}"#)
        let made = try await shop.post(
            "/v1/dpps",
            body: #"{"uniqueProductIdentifier":"\#(lot)",\#(content)}"#
        )
        guard made.status == 201 else { throw TestSupportError("\(made.status): \(made.body)") }
        try await body(shop, JSONValue(parsing: Array(made.body.utf8)))
        await shop.close()
    }

    private static func id(_ made: JSONValue) throws -> String {
        try #require(made["digitalProductPassportId"]?.string)
    }

    private static func read(_ shop: Shop, _ path: String, _ token: String? = nil) async throws -> JSONValue {
        let answer = try await shop.send(.get, path, token: token)
        guard answer.status == 200 else { throw TestSupportError("\(answer.status): \(answer.body)") }
        return try JSONValue(parsing: Array(answer.body.utf8))
    }

    private static func token(_ shop: Shop, _ scope: Scope) async throws -> String {
        try await shop.post("/v1/tokens", body: #"{"name":"reader","scopes":["\#(scope.rawValue)"]}"#)
            .json(Minted.self).text
    }

    private static func names(_ passport: JSONValue) -> [String] {
        (passport["elements"]?.members ?? []).map(\.name).sorted()
    }

    @Test func everyReaderSeesWhatHisTierOpensAndTheSameHash() async throws {
        try await Self.withShop { shop, made in
            let path = "/v1/dpps/\(try Self.id(made))"
            let expected: [(Scope?, [String])] = [
                (nil, ["mass"]), (.passportsInterest, ["mass", "repairManual"]),
                (.passportsAuthority, ["mass", "repairManual", "testReport"]),
                (.passportsWrite, ["mass", "repairManual", "supplier", "testReport"]),
            ]
            var hashes: Set<String> = []
            for (scope, names) in expected {
                let token: String? = if let scope { try await Self.token(shop, scope) } else { nil }
                let view = try await Self.read(shop, path, token)
                #expect(Self.names(view) == names)
                #expect(view["hiddenElements"]?.elements?.count == 4 - names.count)
                hashes.insert(try PassportView(json: view).hash())
            }
            #expect(hashes.count == 1)
            let wrong = try await shop.send(.get, path, token: String(repeating: "x", count: 40))
            #expect(wrong.status == 401)
        }
    }

    /// The issuer's key is the one of its DID document; a library that is not ours checks the signature with it.
    @Test func thePassportIsACredentialThatAnotherLibraryVerifies() async throws {
        try await Self.withShop { shop, made in
            let path = "/v1/dpps/\(try Self.id(made))"
            let did = try await Self.read(shop, "/.well-known/did.json")
            let method = try #require(did["verificationMethod"]?.elements?.first)
            let key = try #require(method["publicKeyMultibase"]?.string.flatMap(Multibase.key))
            #expect(did["id"]?.string == "did:web:localhost%3A8443")

            let token = try await shop.send(.get, path, headers: [.accept: "application/vc+jwt"])
            #expect(token.status == 200 && token.type == "application/vc+jwt")
            let download = try await shop.send(.get, path + "?representation=credential")
            #expect(download.body == token.body)
            let lines = try await JOSELibrary.verify(token.body, jwk: key.jwk)
            #expect(lines.first?.hasPrefix("VERIFIED vc+jwt ") == true, "\(lines)")
            let credential = try JSONValue(parsing: Array(#require(lines.last).utf8))
            #expect(credential["issuer"]?["id"]?.string == did["id"]?.string)
            #expect(credential["credentialSubject"]?["granularityLevel"]?.string == "batch")
            let view = try PassportCredential.view(of: credential)
            #expect(try view.hash() == PassportView(json: made).hash())
            // Everybody's view: what is not public is hashes here too.
            #expect(view.fields.map(\.name) == ["mass"] && view.hidden.count == 3)

            let proof = try await shop.send(.get, path, headers: [.accept: "application/vc"])
            #expect(proof.type == "application/vc")
            let document = try JSONValue(parsing: Array(proof.body.utf8))
            let unsigned = try DataIntegrityProof.verify(document) { $0 == method["id"]?.string ? key : nil }
            #expect(unsigned == credential)
            let mine = try await shop.send(.get, path, token: shop.token, headers: [.accept: "application/vc+jwt"])
            let whole = try await JOSELibrary.verify(mine.body, jwk: key.jwk)
            #expect(whole.last?.contains("Acme") == true)
        }
    }

    @Test func theGranularityIsWhatTheLinkMakesIt() async throws {
        try await Self.withShop { shop, made in
            #expect(made["granularity"]?.string == "batch")
            let piece = try await shop.post(
                "/v1/dpps",
                body: #"{"uniqueProductIdentifier":"\#(Self.lot)/21/S1",\#(Self.content)}"#
            )
            #expect(try JSONValue(parsing: Array(piece.body.utf8))["granularity"]?.string == "item")
            let again = try await shop.post(
                "/v1/dpps",
                body: #"{"uniqueProductIdentifier":"\#(Self.lot)",\#(Self.content)}"#
            )
            #expect(again.status == 409)
        }
    }

    @Test func everyChangeIsAVersionAndTheOnesBeforeStayReadable() async throws {
        try await Self.withShop { shop, made in
            let id = try Self.id(made)
            let first = try #require(made["lastUpdated"]?.string)
            shop.clock.advance(milliseconds: 60_000)
            let patch = #"{"elements":{"mass":{"value":{"amount":13}},"supplier":null}}"#
            let changed = try await shop.send(.patch, "/v1/dpps/\(id)", body: patch, token: shop.token)
            #expect(changed.status == 200)
            let second = try JSONValue(parsing: Array(changed.body.utf8))
            #expect(second["version"]?.integer == 2)
            #expect(Self.names(second) == ["mass", "repairManual", "testReport"])
            let mass = second[path: try ElementPath("$.elements.mass.value")]
            #expect(mass == ["amount": 13, "unit": "KGM"])
            #expect(second["previousVersionHash"]?.string == (try PassportView(json: made).hash()))
            // What was not touched keeps its salt, and so its hash.
            let salt = try ElementPath("$.elements.repairManual.salt")
            #expect(second[path: salt] == made[path: salt])
            let other = try ElementPath("$.elements.mass.salt")
            #expect(second[path: other] != made[path: other])

            let old = try await Self.read(shop, "/v1/dppsByIdAndDate/\(id)?date=\(first)")
            #expect(old["version"]?.integer == 1)
            #expect(try await Self.read(shop, "/v1/dpps/\(id)")["version"]?.integer == 2)
            let early = try await shop.send(.get, "/v1/dppsByIdAndDate/\(id)?date=1999-01-01T00:00:00Z")
            #expect(early.status == 404)
            let wrong = try await shop.send(.get, "/v1/dppsByIdAndDate/\(id)?date=2026-02-30T00:00:00Z")
            #expect(wrong.status == 400)
            let before = try await shop.send(.get, "/v1/dppsByIdAndDate/\(id)?date=1970-01-01T00:00:00Z")
            #expect(before.status == 404)
        }
    }

    @Test func aDeletedPassportIsArchivedAndReadable() async throws {
        try await Self.withShop { shop, made in
            let path = "/v1/dpps/\(try Self.id(made))"
            #expect(try await shop.send(.delete, path, token: shop.token).status == 204)
            let after = try await Self.read(shop, path)
            #expect(after["dppStatus"]?.string == "archived" && after["version"]?.integer == 2)
        }
    }

    @Test func productsLeadToTheirPassports() async throws {
        try await Self.withShop { shop, made in
            let link = Self.lot.replacing("/", with: "%2F").replacing(":", with: "%3A")
            let found = try await Self.read(shop, "/v1/dppsByProductId/\(link)")
            #expect(found["digitalProductPassportId"] == made["digitalProductPassportId"])
            let unknown = link.replacing("L1", with: "L2")
            #expect(try await shop.send(.get, "/v1/dppsByProductId/\(unknown)").status == 404)
            let answer = try await shop.send(
                .post,
                "/v1/dppsByProductIds?limit=1",
                body: #"{"productIds":["\#(Self.lot)","\#(Self.lot)X"]}"#
            )
            let page = try JSONValue(parsing: Array(answer.body.utf8))
            #expect(page["matches"]?.elements?.count == 1)
            let cursor = try #require(page["next"]?.string)
            let rest = try await shop.send(
                .post,
                "/v1/dppsByProductIds?limit=1&cursor=\(cursor)",
                body: #"{"productIds":["\#(Self.lot)","\#(Self.lot)X"]}"#
            )
            let last = try JSONValue(parsing: Array(rest.body.utf8))
            #expect(last["matches"]?.elements?.isEmpty == true && last["next"] == nil)
        }
    }

    @Test func singleElementsAreReadAndChangedByPath() async throws {
        try await Self.withShop { shop, made in
            let path = "/v1/dpps/\(try Self.id(made))/elements"
            #expect(try await shop.send(.get, "\(path)/$.elements.mass.value.amount").body == "12")
            #expect(try await shop.send(.get, "\(path)/$.elements.supplier").status == 404)
            #expect(try await shop.send(.get, "\(path)/$..mass").status == 400)
            let changed = try await shop.send(
                .patch,
                "\(path)/$.elements.mass.value",
                body: #"{"amount":14}"#,
                token: shop.token
            )
            #expect(changed.status == 200)
            #expect(try await shop.send(.get, "\(path)/$.elements.mass.value.amount").body == "14")
            let missing = try await shop.send(.patch, "\(path)/$.elements.no", body: "{}", token: shop.token)
            #expect(missing.status == 404)
        }
    }

    @Test(
        "refuses what is no passport",
        arguments: [
            #"{"digitalProductPassportId":"other"}"#, #"{"elements":{"mass":{"tier":"everybody"}}}"#,
            #"{"economicOperatorId":null}"#, #"{"elements":{"mass":{"value":1.5}}}"#, "[]", "{",
            #"{"dppStatus":"gone"}"#,
        ]
    )
    func refuses(_ patch: String) async throws {
        try await Self.withShop { shop, made in
            let path = "/v1/dpps/\(try Self.id(made))"
            let answer = try await shop.send(.patch, path, body: patch, token: shop.token)
            #expect(answer.status == 400 && answer.code == "invalid", "\(answer.body)")
            #expect(try await Self.read(shop, path)["version"]?.integer == 1)
        }
    }

    @Test func aReaderMayNotWrite() async throws {
        try await Self.withShop { shop, made in
            let path = "/v1/dpps/\(try Self.id(made))"
            let reader = try await Self.token(shop, .passportsAuthority)
            #expect(try await shop.send(.patch, path, body: "{}", token: reader).status == 403)
            #expect(try await shop.send(.delete, path).status == 401)
        }
    }
}

extension PassportRoutesTests {
    @Test func peopleSeeThePageAndOnlyWhatIsPublic() async throws {
        try await Self.withShop { shop, made in
            let page = try await shop.send(.get, "/p/01/09520123456788/10/L1")
            #expect(page.status == 200 && page.type.hasPrefix("text/html"))
            #expect(page.body.contains("<dt>Mass</dt><dd>Amount: 12; Unit: KGM</dd>"))
            #expect(page.body.contains("3 further statements"))
            for secret in ["open the lid", "passed", "Acme"] { #expect(!page.body.contains(secret)) }
            let german = try await shop.send(.get, "/p/01/09520123456788/10/L1", languages: "de")
            #expect(german.body.contains("Produktpass"))
        }
    }

    @Test(arguments: ["/p/01/09520123456788/10/L2", "/p/01/09520123456788", "/p/01/09520123456788/21/S1", "/p/01/1"])
    func whatHasNoPassportIsOneAnswer(_ path: String) async throws {
        try await Self.withShop { shop, made in
            let page = try await shop.send(.get, path)
            let other = try await shop.send(.get, "/p/01/09520123456788/21/NEVERISSUED")
            #expect(page.status == 404 && page.body == other.body)
        }
    }
}
