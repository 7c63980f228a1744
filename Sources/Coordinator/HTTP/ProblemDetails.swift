import Protocol

/// A problem as callers read it (RFC 9457 section 3): with its type, which follows from its code.
struct ProblemDetails: Encodable {
    let type: String
    let status: Int
    let code: String
    let title: String
    let detail: String

    init(_ problem: Problem) {
        type = CoordinatorErrorCode.typePrefix + problem.code
        status = problem.status
        code = problem.code
        title = problem.title
        detail = problem.detail
    }
}
