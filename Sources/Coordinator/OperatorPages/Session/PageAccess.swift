import HTTPTypes
import Hummingbird
import Protocol

/// Lets a browser onto the operators' pages: a login, the scope that the page needs, and for whatever changes something
/// a form of our own. All of it is decided here, before any page's code runs.
package struct PageAccess: Sendable {
    private let desk: OperatorDesk

    /// Makes the check.
    package init(desk: OperatorDesk) { self.desk = desk }

    func handle(
        _ request: Request,
        context: AppRequestContext,
        needing scope: Scope?,
        next: @concurrent (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        guard let session = try await desk.session(of: request) else { return toLogin(request) }
        var (request, context) = (request, context)
        context.session = session
        context.caller = session.caller
        do {
            if ![.get, .head].contains(request.method) { try await requireOwnForm(&request, session) }
            if let scope, !session.caller.scopes.contains(scope) {
                throw CoordinatorError(
                    .forbidden,
                    "Your token \"\(session.caller.name)\" lacks the scope \(scope.rawValue). "
                        + "Log in with one that has it."
                )
            }
            return try await next(request, context)
        } catch {
            // Errors of pages are pages.
            return try await desk.problem(error, session: session)
        }
    }

    /// - Throws: `forbidden` for a form that is not ours.
    private func requireOwnForm(_ request: inout Request, _ session: PageSession) async throws {
        try desk.requireOurSite(request)
        _ = try await request.collectBody(upTo: HTTPLimits.bodyBytes)
        guard let given = try await request.form()[OperatorFrame.formTokenField], session.accepts(formToken: given)
        else {
            throw CoordinatorError(
                .forbidden,
                "This form was not opened in this login, so nothing was changed. Open the page again."
            )
        }
    }

    private func toLogin(_ request: Request) -> Response {
        guard [.get, .head].contains(request.method) else { return OperatorDesk.seeOther("/login?ended=1") }
        let next = SafePath.next(request.uri.description)
        return OperatorDesk.seeOther("/login?next=\(PercentEncoding.encode(next))")
    }
}
