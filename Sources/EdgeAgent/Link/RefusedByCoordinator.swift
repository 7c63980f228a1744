import Protocol

/// An answer of the coordinator that is not the one hoped for.
struct RefusedByCoordinator: Error, CustomStringConvertible {
    let status: Int
    /// The code of the problem details, when there were any.
    let code: WireCode?
    let detail: String

    /// Reads an answer that is not a success.
    init(_ reply: HTTPConnection.Reply) {
        status = reply.status
        let problem = try? StrictJSON.decode(Problem.self, from: reply.body)
        code = (problem?.code).flatMap(WireCode.init(rawValue:))
        detail = problem?.detail ?? "The coordinator answered \(reply.status) without saying why."
    }

    var description: String { "the coordinator answered \(status) \(code?.rawValue ?? ""): \(detail)" }
}
