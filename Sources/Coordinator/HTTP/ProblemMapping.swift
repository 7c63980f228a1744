package import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
package import Protocol
import Rails

/// Which problem (RFC 9457) stands for which error. Errors that are not ours tell the caller nothing but that this is
/// a defect; their text goes to the log only.
package enum ProblemMapping {
    /// The problem of any error.
    package static func problem(of error: any Error) -> Problem {
        switch error {
        case let error as CoordinatorError: problem(of: error)
        case let error as ProtocolError: problem(of: error)
        case let error as MethodNotAllowed: problem(of: error.error)
        case let error as TooManyRequests: problem(of: error.error)
        case let error as RailError:
            problem(of: CoordinatorError(.railUnavailable, error.message, cause: error.code.rawValue))
        case is NIOTooManyBytesError:
            problem(of: CoordinatorError(.limit, "The body has more than \(HTTPLimits.bodyBytes) bytes; send less."))
        case let error as HTTPError: problem(of: error)
        case is HTTPParserError:
            problem(of: CoordinatorError(.invalid, "The body is cut into pieces wrongly; see RFC 9112 section 7.1."))
        default: storage(error) ?? unexpected
        }
    }

    /// The header fields that go with an error: what a client does next.
    package static func headers(of error: any Error, status: Int) -> HTTPFields {
        var headers = HTTPFields()
        switch error {
        case let error as MethodNotAllowed: headers[.allow] = error.allowed.joined(separator: ", ")
        case let error as TooManyRequests: headers[.retryAfter] = String(error.afterSeconds)
        default: if status == 401 { headers[.wwwAuthenticate] = "Bearer" }
        }
        return headers
    }

    private static func problem(of error: CoordinatorError) -> Problem {
        Problem(status: error.code.status, code: error.code.rawValue, title: error.code.title, detail: error.message)
    }

    private static func problem(of error: ProtocolError) -> Problem {
        let status =
            switch error.code {
            case .tooLarge: 413
            case .noSession, .badChallenge: 401
            case .notAllowed, .quarantined, .revoked, .staleRatchet, .unknownKey, .badSignature, .badSecret: 403
            default: 400
            }
        return Problem(
            status: status,
            code: error.code.rawValue,
            title: "The message was refused",
            detail: error.message
        )
    }

    private static func problem(of error: HTTPError) -> Problem {
        switch error.status.code {
        case 404: problem(of: CoordinatorError(.notFound, "There is nothing at this address; see docs/api.md."))
        case 413:
            problem(of: CoordinatorError(.limit, "The body has more than \(HTTPLimits.bodyBytes) bytes; send less."))
        default:
            Problem(
                status: error.status.code,
                code: CoordinatorErrorCode.invalid.rawValue,
                title: error.status.reasonPhrase,
                detail: error.body ?? "The request can't be understood."
            )
        }
    }

    private static var unexpected: Problem {
        problem(
            of: CoordinatorError(
                .unexpected,
                "The coordinator failed and changed nothing. Try again; the log has the reason."
            )
        )
    }

    private static func storage(_ error: any Error) -> Problem? {
        StorageFailure.of(error).map(problem(of:))
    }
}
