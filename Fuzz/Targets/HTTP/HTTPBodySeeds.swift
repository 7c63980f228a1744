import Passport
import Protocol

/// A good body of each kind.
enum HTTPBodySeeds {
    static let all: @Sendable () throws -> [FuzzSeed] = {
        let bodies = texts.map { FuzzSeed($0.name, "\($0.route)\n\($0.body)") }
        return bodies + [
            FuzzSeed("telemetry", Array("POST /v1/agent/telemetry\n".utf8) + (try StrictJSON.encode(telemetry))),
            FuzzSeed("credential-token", "TOKEN\n" + (try credential(.token).text)),
            FuzzSeed("credential-proof", "PROOF\n" + (try credential(.proof).text)),
            FuzzSeed("picture", Array("PICTURE\n".utf8) + [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ]
    }

    private static let telemetry = TelemetryBatch(
        inc: 1,
        dropped: 2,
        items: [
            TelemetryItem(
                seq: 3,
                at: 1_800_000_000_000,
                health: HealthReport(
                    lanes: [HealthReport.Lane(id: "A1", ready: false, reason: "jam")],
                    stations: [HealthReport.Station(id: "S1", packML: 6, heartbeat: true, watchdog: true)],
                    journalDepth: 2,
                    deliveries: 9,
                    program: "1.0.0"
                )
            )
        ]
    )

    /// The one credential that was signed.
    static func credential(_ form: SignedCredential.Form) throws -> SignedCredential {
        let key = FuzzKeys.key(7)
        let credential: JSONValue = [
            "issuer": .string(DecentralizedIdentifier.key(key.verifyingKey)), "type": ["VerifiableCredential"],
            "credentialSubject": ["id": "https://id.gs1.org/01/09520123456788/21/S1"],
        ]
        let text = try SignedCredential.sign(credential, as: form, with: key, created: "2026-11-20T10:00:00Z")
        return try SignedCredential(Array(text.utf8), form: form)
    }

    private static let texts: [(name: String, route: String, body: String)] = [
        ("order", "POST /v1/orders", #"{"place":"lobby","selection":"a1","rail":"sandbox"}"#),
        (
            "place", "PUT /v1/places/{place}",
            #"{"name":"Lobby","open":true,"selections":[{"id":"a1","name":"Water","lane":"A1","price":"150"}]}"#
        ),
        ("lane", "PUT /v1/places/{place}/lanes/{lane}", #"{"count":5,"enabled":true,"faulted":false}"#),
        ("assign", "PUT /v1/places/{place}/machine", #"{"machine":"\#(FuzzKeys.machine)"}"#),
        (
            "run", "POST /v1/runs",
            #"{"gtin":"09520123456788","lot":"L1","count":500,"machine":"\#(FuzzKeys.machine)","start":true}"#
        ),
        ("product", "PUT /v1/products/{gtin}", #"{"name":"Bolt","serialDigits":12}"#),
        (
            "passport", "PUT /v1/products/{gtin}/passport",
            #"{"economicOperatorId":"op","elements":{"mass":{"value":{"kg":1},"tier":"public"}}}"#
        ),
        (
            "links", "POST /v1/links",
            #"{"anchor":"/01/09520123456788","links":[{"linkType":"gs1:pip","default":true,"href":"https://example.com/","title":"T"}]}"#
        ),
        ("party", "PUT /v1/parties/{party}", #"{"name":"Repairs","key":"did:key:z6Mk","mayEnter":["repair"]}"#),
        ("token", "POST /v1/tokens", #"{"name":"till","scopes":["machines:read"]}"#),
        ("webhook", "POST /v1/webhooks", #"{"name":"shop","url":"https://shop.example.com/h","kinds":["*"]}"#),
        ("resolve", "POST /v1/sales/{sale}/resolve", #"{"outcome":"delivered","note":"seen"}"#),
        ("sandbox", "POST /v1/sandbox/payments", #"{"address":"sandbox1","amount":"150"}"#),
        ("secret", "POST /v1/machines/secrets", #"{"name":"lobby-1","validSeconds":3600}"#),
        ("form", "FORM", "token=mmt_abc&next=%2Fmachines&name=a+b%C3%A9"),
        ("query", "QUERY", "limit=10&cursor=abc&q=%F0%9F%98%80+x"),
        ("anchor", "LINK", "/01/09520123456788/21/S1"),
    ]
}
