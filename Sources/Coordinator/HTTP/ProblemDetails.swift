import Protocol

/// A problem as callers read it (RFC 9457 section 3): with its type, which follows from its code.
struct ProblemDetails: Encodable {
    let type: String
    let status: Int
    let code: String
    let title: String
    let detail: String
    /// Of a link that can't be read: the stable reason, see `PassportError`.
    var reason: String?
    /// Where in path and query that is, counted in bytes from 0.
    var position: Int?

    init(_ problem: Problem) {
        type = CoordinatorErrorCode.typePrefix + problem.code
        status = problem.status
        code = problem.code
        title = problem.title
        detail = problem.detail
    }
}
