extension APIDescription {
    /// Problem details (RFC 9457 section 3).
    static let problemSchema = JSONSchema.object([
        .required("type", .anyText, "`\(CoordinatorErrorCode.typePrefix)` and the code; see docs/api.md."),
        .required("status", .integer(400...599), "The HTTP status."),
        .required("code", .anyText, "The stable reason, for programs."),
        .required("title", .anyText, "The reason in short; the same for every occurrence."),
        .required("detail", .anyText, "What happened, to what, and what to do next."),
    ])

    /// The refusals of an operation by status, each with the codes it may have.
    static func problems(of operation: APIOperation, _ access: RouteAccess) -> [String: JSONNode] {
        // Machines get the codes of the wire too, which have their own table.
        let isMachine = access == .machine
        var byStatus: [Int: [CoordinatorErrorCode]] = [:]
        for code in CoordinatorErrorCode.allCases where operation.problemCodes(access).contains(code) {
            byStatus[code.status, default: []].append(code)
        }
        if isMachine { for status in [400, 401, 403, 413] where byStatus[status] == nil { byStatus[status] = [] } }
        return byStatus.reduce(into: [:]) { answers, entry in
            answers[String(entry.key)] = node(status: entry.key, entry.value, isOpen: isMachine)
        }
    }

    private static func node(status: Int, _ codes: [CoordinatorErrorCode], isOpen: Bool) -> JSONNode {
        let words = codes.map { "`\($0.rawValue)`: \($0.title)." }.joined(separator: " ")
        let code: JSONNode = isOpen ? ["type": "string"] : ["enum": .list(codes.map { .text($0.rawValue) })]
        let narrowed: JSONNode = ["properties": ["status": ["const": .integer(Int64(status))], "code": code]]
        let schema: JSONNode = ["allOf": [["$ref": "#/components/schemas/Problem"], narrowed]]
        let node: JSONNode = [
            "description": .text(words.isEmpty ? "The message was refused." : words),
            "content": ["application/problem+json": ["schema": schema]],
        ]
        return node.adding("headers", headers(status: status))
    }

    private static func headers(status: Int) -> JSONNode? {
        let text: JSONNode = ["type": "string"]
        return switch status {
        case 401:
            ["WWW-Authenticate": ["description": "`Bearer`.", "required": .boolean(true), "schema": text]]
        case 429:
            [
                "Retry-After": [
                    "description": "Seconds to wait.", "required": .boolean(true),
                    "schema": ["type": "integer", "minimum": .integer(1)],
                ]
            ]
        default: nil
        }
    }
}
