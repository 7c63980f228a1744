import HTTPTypes
import Hummingbird
import Protocol

/// Checks a request against the description of its operation before the route sees it, so that what `/openapi.json`
/// promises of requests is what is enforced. Paths are left to the routes: at a path of another form there is nothing.
package struct RequestContract {
    let operation: APIOperation

    /// Holds requests to the description of an operation.
    package init(operation: APIOperation) { self.operation = operation }

    /// Checks everything but the body.
    /// - Throws: `invalid`, `notAcceptable`, `unsupportedMediaType`.
    func checkHead(_ request: Request) throws {
        try checkAccept(request.headers[.accept])
        try checkQuery(try request.queryFields())
        for parameter in operation.parameters where parameter.place == .header {
            guard let name = HTTPField.Name(parameter.name), let text = request.headers[name] else { continue }
            try check(text, parameter)
        }
        if let body = operation.body, body.isJSON, !MediaTypes.isJSON(request.headers[.contentType]) {
            throw CoordinatorError(.unsupportedMediaType, "Send the body as \(body.mediaType).")
        }
    }

    /// Checks a JSON body.
    /// - Throws: `invalid`, saying where it differs.
    package func checkBody(_ bytes: [UInt8], _ body: APIBody) throws {
        let value: JSONNode
        do {
            value = try StrictJSON.decode(JSONNode.self, from: bytes, maximumBytes: body.maximumBytes)
        } catch {
            throw CoordinatorError(.invalid, "The body is not JSON: \(error.message)", cause: error.cause)
        }
        if let fault = body.schema.fault(of: value, in: APIDescription.schemas) {
            throw CoordinatorError(.invalid, fault)
        }
    }

    private func checkAccept(_ header: String?) throws {
        let types = Set(operation.answers.flatMap(\.content.keys))
        // An answer without content has no media type that could be wrong.
        guard !types.isEmpty else { return }
        // Problem details are an answer too, so asking for them alone is no reason to refuse.
        guard MediaTypes.accept(header, oneOf: types + ["application/problem+json"]) else {
            let types = types.sorted().joined(separator: " or ")
            throw CoordinatorError(
                .notAcceptable,
                "This route answers as \(types); name it in Accept, or leave that out."
            )
        }
    }

    private func checkQuery(_ query: QueryFields) throws {
        let known = operation.parameters.filter { $0.place == .query }
        var seen: Set<String> = []
        for field in query.fields {
            guard let parameter = known.first(where: { $0.name == field.name }) else {
                let names = known.map(\.name).joined(separator: ", ")
                throw CoordinatorError(
                    .invalid,
                    "There is no parameter \"\(field.name.prefix(60))\"; \(names.isEmpty ? "there is none" : names)."
                )
            }
            guard seen.insert(field.name).inserted else {
                throw CoordinatorError(.invalid, "The parameter \(field.name) is given twice; give it once.")
            }
            try check(field.value, parameter)
        }
    }

    private func check(_ text: String, _ parameter: APIParameter) throws {
        var value = JSONNode.text(text)
        // The text of a number is that of JSON: no plus, no leading zero, no space.
        if case .integer = parameter.schema, let number = Int64(text), String(number) == text {
            value = .integer(number)
        }
        if let fault = parameter.schema.fault(of: value, at: parameter.name, in: APIDescription.schemas) {
            throw CoordinatorError(.invalid, fault)
        }
    }
}
