extension APIDescription {
    /// The OpenAPI 3.1 document.
    /// - Parameters:
    ///   - url: how callers reach this coordinator.
    ///   - closingAnswers: whether answers are said to have no other members; for tests only, since a later version
    ///     may add some.
    package static func document(url: String, closingAnswers: Bool = false) -> JSONNode {
        var paths: [String: JSONNode] = [:]
        for feature in features {
            for operation in feature.operations {
                let item = paths[operation.path] ?? [:]
                paths[operation.path] = item.adding(
                    operation.method.lowercased(),
                    node(of: operation, feature, closingAnswers)
                )
            }
        }
        var components: [String: JSONNode] = ["Problem": problemSchema.node(closed: closingAnswers)]
        let requests = Set(features.flatMap(\.operations).compactMap(\.body?.schema).flatMap(names))
        for (name, schema) in schemas {
            components[name] = schema.node(closed: closingAnswers || requests.contains(name))
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Mintmark coordinator", "version": "1",
                "summary": "Machines that vend on confirmed payment.",
                "description": .text(about),
            ],
            "servers": [["url": .text(url)]],
            "tags": .list(features.map { ["name": .text($0.name), "description": .text($0.about)] }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(components),
                "securitySchemes": [
                    "token": [
                        "type": "http", "scheme": "bearer",
                        "description": "An operator's token; the names beside it are the scopes that it needs.",
                    ],
                    "machine": [
                        "type": "http", "scheme": "bearer",
                        "description": "The token of a machine's signed session.",
                    ],
                ],
            ],
        ]
    }

    private static let about = """
        JSON in and out. Amounts are decimal texts of minor units of their asset, times are milliseconds since 1970. \
        Errors are problem details (RFC 9457); `code` is stable. Readers ignore members that they do not know; members \
        and parameters that this description does not name are refused in requests.
        """

    private static func node(of operation: APIOperation, _ feature: APIFeature, _ isClosed: Bool) -> JSONNode {
        let access = RouteTable.access(method: operation.method, path: operation.path) ?? .anyone
        let node: JSONNode = [
            "operationId": .text(operation.id),
            "summary": .text(operation.summary),
            "tags": [.text(feature.name)],
            "security": operation.isSigned ? [] : security(access),
            "responses": .object(
                answers(of: operation, isClosed).merging(problems(of: operation, access), uniquingKeysWith: both)
            ),
        ]
        return
            node
            .adding("description", operation.about.isEmpty ? nil : .text(operation.about))
            .adding(
                "parameters",
                operation.parameters.isEmpty ? nil : .list(operation.parameters.map(node(of:)))
            )
            .adding("requestBody", operation.body.map(node(of:)))
    }

    private static func security(_ access: RouteAccess) -> JSONNode {
        switch access {
        // Pages are no part of the description.
        case .anyone, .page: []
        case .machine: [["machine": []]]
        case .scope(let scope): [["token": [.text(scope.rawValue)]]]
        }
    }

    private static func node(of parameter: APIParameter) -> JSONNode {
        [
            "name": .text(parameter.name), "in": .text(parameter.place.rawValue),
            "required": .boolean(parameter.place == .path), "description": .text(parameter.about),
            "schema": parameter.schema.node(closed: true),
        ]
    }

    private static func node(of body: APIBody) -> JSONNode {
        [
            "required": .boolean(body.isJSON),
            "description": .text("At most \(body.maximumBytes) bytes."),
            "content": .object(
                Dictionary(
                    uniqueKeysWithValues: ([body.mediaType] + body.others).map {
                        ($0, ["schema": body.schema.node(closed: true)])
                    }
                )
            ),
        ]
    }

    private static func answers(of operation: APIOperation, _ isClosed: Bool) -> [String: JSONNode] {
        var answers: [String: JSONNode] = [:]
        for answer in operation.answers {
            var content: [String: JSONNode] = [:]
            for (type, schema) in answer.content { content[type] = ["schema": schema.node(closed: isClosed)] }
            var headers: [String: JSONNode] = [:]
            for (name, about) in answer.headers {
                headers[name] = [
                    "description": .text(about), "required": .boolean(true), "schema": ["type": "string"],
                ]
            }
            let node: JSONNode = ["description": .text(answer.about)]
            answers[String(answer.status)] =
                node
                .adding("content", content.isEmpty ? nil : .object(content))
                .adding("headers", headers.isEmpty ? nil : .object(headers))
        }
        return answers
    }

    /// One answer that may be either, told apart by its media type.
    private static func both(_ answer: JSONNode, _ problem: JSONNode) -> JSONNode {
        guard case .object(let answer) = answer, case .object(let problem) = problem,
            case .object(let content)? = answer["content"], case .object(let details)? = problem["content"]
        else { return problem }
        var merged = problem
        merged["description"] = answer["description"]
        merged["content"] = .object(content.merging(details) { first, _ in first })
        return .object(merged)
    }

    /// The schemas that a schema names, with those that they name.
    private static func names(_ schema: JSONSchema) -> [String] {
        switch schema {
        case .named(let name): [name] + (schemas[name].map(names) ?? [])
        case .list(let element, _), .map(let element), .nullable(let element): names(element)
        case .anyOf(let choices): choices.flatMap(names)
        case .object(let members): members.flatMap { names($0.schema) }
        default: []
        }
    }
}
