package import Hummingbird
import NIOCore

/// What travels with one HTTP request: who asks, and hummingbird's own context.
package struct AppRequestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage

    /// Who asks, once `ScopeMiddleware` has seen the token; nil on public and machine routes.
    package var caller: Caller?

    /// The login of the browser that asks; nil everywhere but on the operators' pages.
    package var session: PageSession?

    /// The connection that it came on.
    package let connection: any Channel

    /// The address that the connection comes from; a proxy's own address behind a proxy.
    package let remoteAddress: String

    /// The request's `Idempotency-Key` with what it is bound to, once `ContractMiddleware` has seen it; nil without
    /// one.
    package var idempotent: IdempotentRequest?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        connection = source.channel
        remoteAddress = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }

    /// Largest request body, in bytes.
    package var maxUploadSize: Int { HTTPLimits.bodyBytes }

    /// Who asks, on a route that has a scope.
    /// - Throws: `unauthorised` on a route without one.
    package func requireCaller() throws -> Caller {
        guard let caller else {
            throw CoordinatorError(.unauthorised, "This route needs a token; send Authorization: Bearer.")
        }
        return caller
    }

    /// The login of the browser that asks, on a page that needs one.
    /// - Throws: `unauthorised` elsewhere.
    package func requireSession() throws -> PageSession {
        guard let session else { throw CoordinatorError(.unauthorised, "This page needs a login.") }
        return session
    }

    /// The path parameter `name`, percent-decoded.
    /// - Throws: `invalid` when the route has none or it is too long.
    package func text(_ name: String) throws -> String {
        guard let raw = parameters.get(name), let value = raw.removingURLPercentEncoding(),
            (1...HTTPLimits.parameterCharacters).contains(value.utf8.count)
        else {
            throw CoordinatorError(.invalid, "The path's \(name) is missing or too long.")
        }
        return value
    }
}
