/// An answer of the resolver as HTTP has it, for whichever server sends it.
struct ResolverMessage: Sendable {
    /// One header field.
    struct Field: Sendable {
        let name: String
        let value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    var status: Int
    /// Its own fields, besides the common ones.
    var fields: [Field]
    var body: [UInt8] = []

    /// What every answer has: any page may read it (fetch.spec.whatwg.org), and it differs by these fields.
    static let common = [
        Field("Access-Control-Allow-Origin", "*"),
        Field("Access-Control-Expose-Headers", "Link, Location, Replica-Age, Retry-After"),
        Field("Vary", "Accept, Accept-Language"),
        Field("Cache-Control", "no-cache"),
    ]

    /// The same as they are sent.
    static let commonLines = Array(common.map { "\($0.name): \($0.value)\r\n" }.joined().utf8)

    init(_ status: Int, _ fields: [Field] = []) {
        self.status = status
        self.fields = fields
    }

    /// An answer with content.
    init(_ status: Int, type: String, _ body: [UInt8], _ fields: [Field] = []) {
        self.init(status, [Field("Content-Type", type), Field("X-Content-Type-Options", "nosniff")] + fields)
        self.body = body
    }
}
