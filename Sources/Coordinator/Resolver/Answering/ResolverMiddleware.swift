import HTTPTypes
package import Hummingbird
import NIOCore
import Passport
import Prometheus

/// Answers requests for addresses of products, whose paths are GS1's and no routes of ours: `/01/{gtin}` with what may
/// follow, and the same for every other key. They are open to anyone. Everything else goes on to the routes.
package struct ResolverMiddleware: RouterMiddleware {
    package typealias Context = AppRequestContext

    let desk: ResolverDesk

    package func handle(
        _ request: Request,
        context: AppRequestContext,
        next: @concurrent (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let target = request.head.path ?? ""
        let path = target.utf8.firstIndex(of: UInt8(ascii: "?")).map { target[..<$0] } ?? target[...]
        let resolver = desk.writer.resolver
        let isDescription = path == resolver.rootPath + Resolver.descriptionPath
        guard isDescription || resolver.isAddress(target) else { return try await next(request, context) }
        let message = try await message(request, target, isDescription, context)
        desk.runtime.metrics.count(CoordinatorMetric.resolverAnswers, String(message.status))
        return Response(message, hasBody: request.method != .head)
    }

    private func message(
        _ request: Request,
        _ target: String,
        _ isDescription: Bool,
        _ context: AppRequestContext
    ) async throws -> ResolverMessage {
        switch request.method {
        case .options: return ResolverWriter.options
        case .get, .head: break
        default: return ResolverWriter.methodNotAllowed()
        }
        if isDescription { return desk.writer.descriptionMessage }
        let asked = ResolverRequest(
            target: target,
            accept: request.headers[.accept],
            acceptLanguage: request.headers[.acceptLanguage]
        )
        return try await desk.answer(asked, client: desk.watch.client(of: request, context))
    }
}

extension Response {
    /// The answer as this server sends it. Without a body the length of the one that there would be is said all the
    /// same (RFC 9110 section 9.3.2).
    fileprivate init(_ message: ResolverMessage, hasBody: Bool) {
        var headers = HTTPFields()
        for field in ResolverMessage.common + message.fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            headers[name] = field.value
        }
        if !hasBody { headers[.contentLength] = String(message.body.count) }
        let body = hasBody ? ResponseBody(byteBuffer: ByteBuffer(bytes: message.body)) : ResponseBody()
        self.init(status: HTTPResponse.Status(code: message.status), headers: headers, body: body)
    }
}

extension HTTPField.Name {
    /// `X-Forwarded-For`, which proxies add the address of their client to.
    static var forwardedFor: HTTPField.Name {
        guard let name = HTTPField.Name("X-Forwarded-For") else { preconditionFailure("the header name is a token") }
        return name
    }
}
