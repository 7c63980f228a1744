import Coordinator
import Passport
import Protocol

extension FuzzTarget {
    /// Bodies of the public and the operators' routes. The first line names the route, `POST /v1/orders`, or `FORM` or
    /// `QUERY`; the rest is the body, as it goes through the API's contract and into the route's own type.
    static let httpBody = FuzzTarget(
        name: "http-body",
        maximumBytes: 8_192,
        seeds: HTTPBodySeeds.all,
        check: { bytes in
            let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
            let body = Array(bytes[min(end + 1, bytes.count)...])
            return try HTTPBodyCheck.body(body, of: String(decoding: bytes[..<end], as: UTF8.self))
        }
    )
}

private enum HTTPBodyCheck {
    static func body(_ body: [UInt8], of route: String) throws -> Bool {
        switch route {
        case "FORM": return try form(body)
        case "QUERY": return (try? QueryFields(String(decoding: body, as: UTF8.self))) != nil
        case "POST /v1/agent/telemetry": return try telemetry(body)
        case "TOKEN": return try credential(body, .token)
        case "PROOF": return try credential(body, .proof)
        case "PICTURE":
            guard let picture = try? SelectionPicture(body) else { return false }
            try FuzzFinding.unless(picture.type.hasPrefix("image/"), "a picture of type \(picture.type)")
            return true
        case "LINK": return (try? LinkAnchor.of(String(decoding: body, as: UTF8.self))) != nil
        default: return try described(body, route)
        }
    }

    private static func described(_ bytes: [UInt8], _ route: String) throws -> Bool {
        let words = route.split(separator: " ", maxSplits: 1)
        guard words.count == 2,
            let operation = APIDescription.operation(method: String(words[0]), path: String(words[1])),
            let body = operation.body, body.isJSON
        else { return false }
        do {
            try RequestContract(operation: operation).checkBody(bytes, body)
        } catch {
            try FuzzFinding.unless(error is CoordinatorError, "\(route) fails with \(error)")
            return false
        }
        try FuzzFinding.unless(bytes.count <= body.maximumBytes, "\(route) takes \(bytes.count) bytes")
        try typed(bytes, route)
        return true
    }

    /// The body as the route decodes it once the contract has let it pass.
    private static func typed(_ bytes: [UInt8], _ route: String) throws {
        switch route {
        case "POST /v1/orders": _ = try decoded(OrderRequest.self, bytes, route)
        case "POST /v1/runs": _ = try decoded(RunOrder.self, bytes, route)
        case "PUT /v1/places/{place}": _ = try? decoded(PlaceChange.self, bytes, route).check(slug: "lobby")
        case "PUT /v1/places/{place}/lanes/{lane}": _ = try decoded(LaneChange.self, bytes, route)
        case "PUT /v1/parties/{party}": _ = try decoded(PartyChange.self, bytes, route)
        case "PUT /v1/products/{gtin}": _ = try decoded(ProductChange.self, bytes, route)
        case "POST /v1/links":
            _ = try? decoded(LinkSetChange.self, bytes, route).set(anchor: "/01/09520123456788")
        case "PUT /v1/products/{gtin}/passport":
            guard let json = try? JSONValue(parsing: bytes), let template = try? PassportTemplate(json: json) else {
                return
            }
            try FuzzFinding.unlessSame(
                try template.json.canonical(),
                writing: { $0 },
                reading: { try PassportTemplate(json: JSONValue(parsing: $0)).json.canonical() }
            )
        default: return
        }
    }

    private static func decoded<Body: Decodable>(_ type: Body.Type, _ bytes: [UInt8], _ route: String) throws -> Body {
        do {
            return try StrictJSON.decode(type, from: bytes, maximumBytes: HTTPLimits.bodyBytes)
        } catch {
            throw FuzzFinding("\(route): the contract lets it pass, and the route can't read it: \(error)")
        }
    }

    private static func form(_ body: [UInt8]) throws -> Bool {
        guard let fields = try? FormFields.read(body) else { return false }
        try FuzzFinding.unless(fields.count <= HTTPLimits.formFields, "a form has \(fields.count) fields")
        return true
    }

    private static func telemetry(_ body: [UInt8]) throws -> Bool {
        let read = { (bytes: [UInt8]) throws -> TelemetryBatch in
            try StrictJSON.decode(TelemetryBatch.self, from: bytes, maximumBytes: ProtocolLimits.telemetryPostBytes)
        }
        guard let batch = try? read(body) else { return false }
        try FuzzFinding.unlessSame(batch, writing: { try StrictJSON.encode($0) }, reading: read)
        return true
    }

    private static func credential(_ body: [UInt8], _ form: SignedCredential.Form) throws -> Bool {
        guard let signed = try? SignedCredential(body, form: form) else { return false }
        let genuine = try HTTPBodySeeds.credential(form)
        try FuzzFinding.unless(signed.credential == genuine.credential, "nobody signed this credential")
        return true
    }
}
