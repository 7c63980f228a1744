import Protocol

/// As what a request is counted that anybody may send.
package enum RequestKind: CaseIterable, Sendable {
    /// It only reads.
    case reading
    /// It makes or changes something: an order, a login, an event.
    case making
    /// It is a machine's, many of which may be behind one address.
    case machine

    /// Paths to which a question is posted because it is too long for an address.
    private static let questions: Set<String> = ["/v1/dppsByProductIds"]

    /// The kind of a request; nil when it shows who sends it, by a token or a login, which has limits of its own.
    package init?(method: String, path: String) {
        let method = RouteTable.method(method)
        switch RouteTable.access(method: method, path: path) {
        case .scope, .page: return nil
        case .machine: self = .machine
        // An address where there is nothing costs a look as well.
        case .anyone, nil: self = method == "GET" || Self.questions.contains(path) ? .reading : .making
        }
    }
}
