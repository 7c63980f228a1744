/// The W3C Trace Context `traceparent` that a sale carries from order to command to receipt to ledger.
package enum TraceParent {
    /// Makes a value of version 00, sampled.
    /// - Parameters:
    ///   - trace: 16 bytes that name the sale.
    ///   - span: 8 bytes that name the step.
    package static func make(trace: [UInt8], span: [UInt8]) -> String {
        precondition(trace.count == 16 && span.count == 8, "a trace id has 16 bytes and a span id 8")
        return "00-\(Hex.encode(trace))-\(Hex.encode(span))-01"
    }

    /// Whether `text` is a version 00 value with ids that are not zero.
    package static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 4 && parts[0] == "00" && Hex.isLowercase(parts[1], count: 32)
            && Hex.isLowercase(parts[2], count: 16) && Hex.isLowercase(parts[3], count: 2)
            && parts[1].contains { $0 != "0" } && parts[2].contains { $0 != "0" }
    }
}
