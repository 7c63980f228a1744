/// One operation of the API: everything that a program has to know to use one route. Who may use it is not said here:
/// that is `RouteTable`'s alone.
package struct APIOperation: Sendable {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    package let method: String
    /// The path as `RouteTable` has it.
    package let path: String
    /// The `operationId`: never renamed.
    package let id: String
    /// One line.
    package let summary: String
    /// The rest, in Markdown; may be empty.
    package let about: String
    /// Path, query and header parameters. Others are refused.
    package let parameters: [APIParameter]
    /// The body; nil when the route reads none.
    package let body: APIBody?
    /// The answers of success.
    package let answers: [APIAnswer]
    /// Why it is refused, besides what every route of its kind may answer, see `problemCodes`.
    package let problems: [CoordinatorErrorCode]
    /// Whether it makes something, and so takes an `Idempotency-Key`.
    package let isCreate: Bool

    /// Whether its body is a signed envelope, which shows by itself who sends it: no token is asked for.
    var isSigned: Bool { body?.mediaType == APIBody.envelopeType }

    /// Describes an operation.
    /// - Parameters:
    ///   - isCreate: whether it makes something, and so takes an `Idempotency-Key`.
    package init(
        _ method: String,
        _ path: String,
        id: String,
        _ summary: String,
        about: String = "",
        parameters: [APIParameter] = [],
        body: APIBody? = nil,
        answers: [APIAnswer],
        problems: [CoordinatorErrorCode] = [],
        isCreate: Bool = false
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.summary = summary
        self.about = about
        self.parameters = parameters + (isCreate ? [.idempotencyKey] : [])
        self.body = body
        self.answers = answers
        self.problems = problems
        self.isCreate = isCreate
    }

    /// Every code that this operation may answer with.
    /// - Parameter access: who may use it.
    package func problemCodes(_ access: RouteAccess) -> Set<CoordinatorErrorCode> {
        var codes = Set(problems + [.invalid, .notAcceptable, .notReady, .storageFull, .unexpected])
        if case .scope = access {
            codes.formUnion([.unauthorised, .forbidden])
        } else {
            codes.insert(.tooManyRequests)
        }
        if parameters.contains(where: { $0.place == .path }) { codes.insert(.notFound) }
        if body != nil { codes.formUnion([.limit, .unsupportedMediaType]) }
        if isCreate { codes.insert(.keyReused) }
        return codes
    }
}
