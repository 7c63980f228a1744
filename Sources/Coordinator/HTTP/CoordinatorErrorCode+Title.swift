extension CoordinatorErrorCode {
    /// The `title` of the problem details (RFC 9457 section 3.1.3): the same for every occurrence.
    package var title: String {
        switch self {
        case .invalid: "The request is wrong"
        case .unauthorised: "No valid token"
        case .forbidden: "The token lacks a scope"
        case .notFound: "Not found"
        case .conflict: "It contradicts what is already so"
        case .limit: "Too large"
        case .notReady: "Not ready"
        case .storageFull: "The disk is full"
        case .soldOut: "Sold out"
        case .machineOffline: "The machine is not reachable"
        case .machineNotAllowed: "The machine may not be used"
        case .laneFaulted: "The lane is out of order"
        case .placeClosed: "The place sells nothing now"
        case .railUnavailable: "This way to pay does not work now"
        case .methodNotAllowed: "The route has no such method"
        case .notAcceptable: "The route answers in another media type"
        case .unsupportedMediaType: "The route reads another media type"
        case .keyReused: "The Idempotency-Key was used for another request"
        case .tooManyRequests: "Too many requests"
        case .unexpected: "The coordinator failed"
        }
    }
}
