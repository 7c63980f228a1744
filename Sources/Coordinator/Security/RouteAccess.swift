/// Who may use a route.
package enum RouteAccess: Hashable, Sendable {
    /// Anyone: customers and load balancers.
    case anyone
    /// A machine: the handler itself checks the signed session.
    case machine
    /// Whoever has a token with this scope.
    case scope(Scope)
    /// A browser whose login has this scope; nil for any login. Whatever changes something must be a form of ours.
    case page(Scope?)
}
