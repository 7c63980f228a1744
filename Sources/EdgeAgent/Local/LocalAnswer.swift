/// What the local socket answers.
struct LocalAnswer: Sendable, Equatable {
    /// The HTTP status.
    var status: Int
    /// The media type of the body.
    var contentType: String
    /// The body.
    var body: [UInt8]

    /// A body of JSON.
    static func json(_ body: [UInt8], status: Int = 200) -> LocalAnswer {
        LocalAnswer(status: status, contentType: "application/json", body: body)
    }

    /// Words for a person.
    static func words(_ text: String, status: Int) -> LocalAnswer {
        LocalAnswer(status: status, contentType: "text/plain; charset=utf-8", body: Array((text + "\n").utf8))
    }
}
