/// One JSON-RPC call to the node. Every call used here can be repeated.
struct NodeCall: Hashable, Sendable {
    var method: String
    var parameters: [JSONValue]

    init(_ method: String, _ parameters: [JSONValue] = []) {
        self.method = method
        self.parameters = parameters
    }

    /// A batch as the node reads it. Version 1.0 is what nodes before Core 28 speak and later ones still accept.
    static func written(_ calls: [NodeCall]) -> String {
        let requests = calls.enumerated().map { index, call in
            JSONValue.object([
                "jsonrpc": .string("1.0"),
                "id": .number(String(index)),
                "method": .string(call.method),
                "params": .array(call.parameters),
            ])
        }
        return JSONValue.array(requests).written
    }
}
