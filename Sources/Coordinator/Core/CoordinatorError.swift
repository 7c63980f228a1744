/// Why a request could not be done. The raw value is the `code` of the problem details and never renamed.
package enum CoordinatorErrorCode: String, CaseIterable, Sendable {
    /// The request itself is wrong.
    case invalid
    /// The caller's token is missing or unknown.
    case unauthorised
    /// The caller's token lacks the scope.
    case forbidden
    /// There is no such thing.
    case notFound
    /// It contradicts what is already so.
    case conflict
    /// More than the stated limit.
    case limit
    /// It can't be done now, but later.
    case notReady
    /// The disk is full; nothing was changed.
    case storageFull
    /// The last of the product was reserved or sold.
    case soldOut
    /// The machine has no live link.
    case machineOffline
    /// The machine is not allowed, or is in quarantine.
    case machineNotAllowed
    /// The lane is out of order until a person clears it.
    case laneFaulted
    /// The place sells nothing now.
    case placeClosed
    /// The rail's peer does not answer.
    case railUnavailable
    /// The route does not have this method.
    case methodNotAllowed
    /// The route answers in none of the media types that the caller takes.
    case notAcceptable
    /// The route does not read this media type.
    case unsupportedMediaType
    /// The `Idempotency-Key` was used for another request.
    case keyReused
    /// More requests than one address may make.
    case tooManyRequests
    /// A defect of this program.
    case unexpected

    /// What the `type` of the problem details (RFC 9457 section 3.1.1) begins with; the code follows.
    package static let typePrefix = "urn:problem-type:mintmark:"

    /// The HTTP status (RFC 9110) that goes with the code.
    package var status: Int {
        switch self {
        case .invalid: 400
        case .unauthorised: 401
        case .forbidden: 403
        case .notFound: 404
        case .conflict, .soldOut, .machineOffline, .machineNotAllowed, .laneFaulted, .placeClosed: 409
        case .methodNotAllowed: 405
        case .notAcceptable: 406
        case .limit: 413
        case .unsupportedMediaType: 415
        case .keyReused: 422
        case .tooManyRequests: 429
        case .notReady, .railUnavailable: 503
        case .storageFull: 507
        case .unexpected: 500
        }
    }
}

/// A request that was not done: what happened, to what, and what to do next.
package struct CoordinatorError: Error, Sendable, CustomStringConvertible {
    /// The stable reason; two errors are equal when their codes are.
    package var code: CoordinatorErrorCode
    /// What happened and what to do next, for a person.
    package var message: String
    /// The error underneath, in words.
    package var cause: String?

    /// Makes an error.
    package init(_ code: CoordinatorErrorCode, _ message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String {
        guard let cause else { return "\(code.rawValue): \(message)" }
        return "\(code.rawValue): \(message) (\(cause))"
    }
}

extension CoordinatorError: Equatable {
    package static func == (left: CoordinatorError, right: CoordinatorError) -> Bool { left.code == right.code }
}
