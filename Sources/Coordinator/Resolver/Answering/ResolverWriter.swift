import Passport
import Protocol

/// Writes what the resolver decided as HTTP answers.
struct ResolverWriter: Sendable {
    let resolver: Resolver
    private let description: [UInt8]
    private let pages: PageWriter

    /// - Throws: `invalid` when the name can't be written.
    init(_ resolver: Resolver, name: String, pages: PageWriter) throws(CoordinatorError) {
        self.resolver = resolver
        self.pages = pages
        do {
            description = try ResolverDescription.write(root: resolver.root, name: name)
        } catch {
            throw CoordinatorError(.invalid, error.message)
        }
    }

    private typealias Field = ResolverMessage.Field

    /// What methods there are; also the answer to a browser that asks before a page of another site may
    /// (fetch.spec.whatwg.org section 3.2.2).
    static let options = ResolverMessage(
        204,
        [
            ResolverMessage.Field("Allow", methods),
            ResolverMessage.Field("Access-Control-Allow-Methods", methods),
            ResolverMessage.Field("Access-Control-Allow-Headers", "Accept, Accept-Language"),
            ResolverMessage.Field("Access-Control-Max-Age", "86400"),
        ]
    )

    private static let methods = "GET, HEAD, OPTIONS"

    /// The answer to any other method.
    static func methodNotAllowed() -> ResolverMessage {
        problem(
            ProblemDetails(CoordinatorError(.methodNotAllowed, "This address takes \(methods) only.")),
            [Field("Allow", methods)]
        )
    }

    /// The answer to a client that asked for too many serials that are not known.
    static func tooMany(afterSeconds: Int64) -> ResolverMessage {
        problem(
            ProblemDetails(TooManyRequests(afterSeconds: Int(afterSeconds)).error),
            [Field("Retry-After", String(afterSeconds))]
        )
    }

    /// The answer when something went wrong here.
    static var failure: ResolverMessage {
        problem(
            ProblemDetails(CoordinatorError(.unexpected, "The resolver failed. Try again; the log has the reason."))
        )
    }

    /// The answer to a path that is nobody's.
    static var nothingHere: ResolverMessage {
        problem(ProblemDetails(CoordinatorError(.notFound, "There is nothing at this address; see docs/resolver.md.")))
    }

    /// What pages load; nil for any other path.
    static func asset(_ path: Substring) -> ResolverMessage? {
        WebAsset.all.first { $0.path == path }.map { asset in
            ResolverMessage(200, type: asset.type, asset.bytes)
        }
    }

    /// What `/.well-known/gs1resolver` says.
    var descriptionMessage: ResolverMessage { ResolverMessage(200, type: "application/json", description) }

    /// The answer for a link.
    /// - Parameter path: its own path; nil for one that can't be read.
    func message(
        _ answer: ResolverAnswer,
        to request: ResolverRequest,
        at path: String?
    ) throws(CoordinatorError) -> ResolverMessage {
        switch answer {
        case .redirect(let address):
            return ResolverMessage(307, [Field("Location", address)] + (path.map { [linkSetField(of: $0)] } ?? []))
        case .handedOver(let address):
            return ResolverMessage(
                307,
                [Field("Location", address), Field("Link", #"<\#(address)>; rel="\#(LinkType.handledBy.uri)""#)]
            )
        case .choices(let set, let form):
            return try list([set], form, status: 300, request, path.map { [linkSetField(of: $0)] } ?? [])
        case .linkSets(let sets, let form): return try list(sets, form, status: 200, request, [Self.contextField])
        case .badLink(let error): return try refusal(.invalid, error.message, request, error)
        case .notFound(.product): return try refusal(.notFound, "Nothing is known here of this link.", request)
        case .notFound(.linkType):
            return try refusal(.notFound, "There is no link of this type; linkType=linkset lists all.", request)
        }
    }

    private func linkSetField(of path: String) -> Field {
        let address = resolver.linkSetAddress(of: path)
        return Field("Link", #"<\#(address)>; rel="linkset"; type="\#(LinkSetForm.linkSet.rawValue)""#)
    }

    private static let contextField = Field(
        "Link",
        #"<\#(LinkSetDocument.context)>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json""#
    )

    private func list(
        _ sets: [LinkSet],
        _ form: LinkSetForm,
        status: Int,
        _ request: ResolverRequest,
        _ fields: [Field]
    ) throws(CoordinatorError) -> ResolverMessage {
        guard form != .page else {
            let language = Language.preferred(by: request.acceptLanguage)
            let content = LinkListContent(sets, root: resolver.root, language)
            return try page("resolver-links", content.title, content, language, status: status, fields)
        }
        do {
            let body = try LinkSetDocument.write(sets, root: resolver.root)
            return ResolverMessage(status, type: form.rawValue, body, fields)
        } catch {
            throw CoordinatorError(.unexpected, "The links could not be written; report this.", cause: error.message)
        }
    }

    private func refusal(
        _ code: CoordinatorErrorCode,
        _ detail: String,
        _ request: ResolverRequest,
        _ error: PassportError? = nil
    ) throws(CoordinatorError) -> ResolverMessage {
        var details = ProblemDetails(CoordinatorError(code, detail))
        details.reason = error?.code.rawValue
        details.position = error?.position
        let wantsPage = request.accept.map { MediaPreferences($0).prefers("text/html") } ?? false
        guard wantsPage else { return Self.problem(details) }
        let language = Language.preferred(by: request.acceptLanguage)
        let content = LinkProblemContent(details, language)
        return try page("resolver-problem", content.headline, content, language, status: details.status, [])
    }

    private static func problem(_ details: ProblemDetails, _ fields: [Field] = []) -> ResolverMessage {
        // It has texts and numbers: encoding it can't fail.
        let body = (try? StrictJSON.encode(details)) ?? []
        return ResolverMessage(details.status, type: "application/problem+json", body, fields)
    }

    private func page(
        _ template: String,
        _ title: String,
        _ content: Any,
        _ language: Language,
        status: Int,
        _ fields: [Field]
    ) throws(CoordinatorError) -> ResolverMessage {
        var page = Page(template, title: title, content: CustomerContent(content, at: nil, language))
        page.language = language
        page.styles = [.customerStyle]
        let own = [
            Field("Content-Language", language.rawValue), Field("Content-Security-Policy", PageWriter.policy),
            Field("Referrer-Policy", "no-referrer"),
        ]
        let html = Array(try pages.html(page).utf8)
        return ResolverMessage(status, type: "text/html; charset=utf-8", html, own + fields)
    }
}

extension ProblemDetails {
    fileprivate init(_ error: CoordinatorError) {
        self.init(
            Problem(
                status: error.code.status,
                code: error.code.rawValue,
                title: error.code.title,
                detail: error.message
            )
        )
    }
}
