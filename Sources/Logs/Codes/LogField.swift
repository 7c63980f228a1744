/// Metadata that has a field of its own in a line, so that one search finds everything about one thing.
package enum LogField {
    /// The stable code of the line.
    package static let code = "code"
    /// The W3C trace id, 32 hex digits: the same in both programs and in the books.
    package static let trace = "trace_id"
    /// The sale.
    package static let sale = "sale"
    /// The command.
    package static let command = "command"
    /// The machine.
    package static let machine = "machine"

    /// Those that stand at the top of a JSON line, in order.
    static let top = [trace, sale, command, machine]

    /// The trace id of a W3C `traceparent`, its second part; empty when there is none.
    package static func traceID(of traceparent: String?) -> String {
        let parts = (traceparent ?? "").split(separator: "-", omittingEmptySubsequences: false)
        return parts.count >= 4 && parts[1].utf8.count == 32 ? String(parts[1]) : ""
    }
}
