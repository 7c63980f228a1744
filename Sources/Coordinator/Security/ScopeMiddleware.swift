import HTTPTypes
package import Hummingbird
import Protocol

/// Lets a request through when `RouteTable` says so. Fails closed: an unlisted route, a missing token and a missing
/// scope are all refused, each with its own code.
package struct ScopeMiddleware: RouterMiddleware {
    package typealias Context = AppRequestContext

    private let tokens: TokenBook
    private let runtime: Runtime
    private let pages: PageAccess?

    /// Makes the middleware.
    package init(tokens: TokenBook, runtime: Runtime, pages: PageAccess?) {
        self.tokens = tokens
        self.runtime = runtime
        self.pages = pages
    }

    package func handle(
        _ request: Request,
        context: AppRequestContext,
        next: @concurrent (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let path = context.endpointPath ?? ""
        // Nothing was matched: the 404 that follows needs no token and tells nothing.
        if path == "NotFound" || path.isEmpty { return try await next(request, context) }
        guard let access = RouteTable.access(method: request.method.rawValue, path: path) else {
            throw CoordinatorError(.forbidden, "The route \(path) is not open to anyone; this is a defect, report it.")
        }
        if case .page(let scope) = access {
            guard let pages else { throw CoordinatorError(.forbidden, "This program serves no pages to operators.") }
            return try await pages.handle(request, context: context, needing: scope, next: next)
        }
        guard case .scope(let scope) = access else { return try await next(request, context) }
        var context = context
        context.caller = try await caller(of: request, needing: scope)
        return try await next(request, context)
    }

    private func caller(of request: Request, needing scope: Scope) async throws -> Caller {
        let unauthorised = CoordinatorError(
            .unauthorised,
            "Send a token as \"Authorization: Bearer ...\"; the first one is in operator.token of the state folder."
        )
        guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else { throw unauthorised }
        let token = String(header.dropFirst("Bearer ".count))
        guard (16...200).contains(token.utf8.count) else { throw unauthorised }
        let tokens = tokens
        guard let caller = try await runtime.view({ try tokens.caller(of: token, in: $0) }) else { throw unauthorised }
        guard caller.scopes.contains(scope) else {
            throw CoordinatorError(.forbidden, "The token \"\(caller.name)\" lacks the scope \(scope.rawValue).")
        }
        return caller
    }
}
