/// The node's answer to one call.
enum NodeAnswer: Hashable, Sendable {
    /// It worked.
    case result(JSONValue)

    /// The node refused; the numbers are in Bitcoin Core's `src/rpc/protocol.h`.
    case refusal(number: Int, message: String)

    /// "Invalid address or key", also "not in mempool", "not a wallet transaction" and "block not found".
    static let notFound = -5

    /// "No addresses with label".
    static let unknownLabel = -11

    /// Reads the answer to a batch of `count` calls; answers may come in any order.
    static func read(_ bytes: [UInt8], count: Int) throws(RailError) -> [NodeAnswer] {
        let body = try JSONValue(reading: bytes)
        guard let items = body.elements else {
            // The whole batch was refused, as one answer.
            if case .refusal(let number, let message)? = read(body) {
                throw RailError(node: number, message, method: "batch")
            }
            throw RailError(
                .badAnswer,
                "The node answered a batch of calls with something else; is it a Core-family node?"
            )
        }
        var answers = [NodeAnswer?](repeating: nil, count: count)
        for item in items {
            guard let index = item["id"]?.integer, answers.indices.contains(index), answers[index] == nil,
                let answer = read(item)
            else {
                throw RailError(.badAnswer, "The node's answer to a batch has an id nobody asked or no result.")
            }
            answers[index] = answer
        }
        let complete = answers.compactMap { $0 }
        guard complete.count == count else {
            throw RailError(.badAnswer, "The node answered \(complete.count) of \(count) calls; try again.")
        }
        return complete
    }

    private static func read(_ item: JSONValue) -> NodeAnswer? {
        if let error = item["error"], error != .null {
            guard let number = error["code"]?.integer else { return nil }
            return .refusal(number: number, message: error["message"]?.text ?? "")
        }
        return item["result"].map { .result($0) }
    }

    /// The result, or the refusal as an error about `method`.
    func result(of method: String) throws(RailError) -> JSONValue {
        switch self {
        case .result(let value): return value
        case .refusal(let number, let message): throw RailError(node: number, message, method: method)
        }
    }

    /// Whether this is the refusal with that number.
    func isRefusal(_ expected: Int) -> Bool {
        guard case .refusal(expected, _) = self else { return false }
        return true
    }
}
