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

    /// A value of the same trace with a step of its own, from what a caller sent.
    ///
    /// W3C Trace Context level 1, section 3.2: version 00 has exactly four fields in lower case; of a later version the
    /// first four are read; of the flags only "sampled" is passed on.
    /// - Parameters:
    ///   - header: the caller's `traceparent`.
    ///   - span: 8 bytes that name the new step.
    /// - Returns: nil when the header is not valid; then a new trace begins.
    package static func continuing(_ header: String, span: [UInt8]) -> String? {
        let bytes = Array(header.utf8)
        guard bytes.count >= 55, bytes.count <= 512 else { return nil }
        let version = String(decoding: bytes.prefix(2), as: UTF8.self)
        guard Hex.isLowercase(version, count: 2), version != "ff" else { return nil }
        if version == "00" ? bytes.count != 55 : bytes.count > 55 && bytes[55] != UInt8(ascii: "-") { return nil }
        let rest = String(decoding: bytes[2..<55], as: UTF8.self)
        guard isValid("00" + rest), let flags = UInt8(rest.suffix(2), radix: 16) else { return nil }
        precondition(span.count == 8, "a span id has 8 bytes")
        return "00\(rest.prefix(34))\(Hex.encode(span))-0\(flags & 1)"
    }
}
