import FoundationEssentials

/// The gate before every decoder of signed JSON. `JSONDecoder` silently takes duplicate members, trailing commas,
/// exponents and any depth; two readers could then see two meanings under one signature. This scanner takes the
/// RFC 8259 grammar, without them, with whole numbers only, and within `ProtocolLimits`.
package enum StrictJSON {
    /// Checks `bytes` without decoding them.
    /// - Throws: `malformed`, `duplicateMember` or `tooLarge`.
    package static func check(_ bytes: [UInt8], maximumBytes: Int) throws(ProtocolError) {
        guard bytes.count <= maximumBytes else {
            throw ProtocolError(.tooLarge, "The JSON has \(bytes.count) bytes; at most \(maximumBytes) are taken.")
        }
        var scanner = StrictJSONScanner(bytes: bytes)
        try scanner.document()
    }

    /// Checks `bytes`, then decodes them as `type`.
    /// - Throws: `malformed`, `duplicateMember` or `tooLarge`.
    package static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        maximumBytes: Int = ProtocolLimits.envelopeBytes
    ) throws(ProtocolError) -> Value {
        try check(bytes, maximumBytes: maximumBytes)
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as ProtocolError {
            throw error
        } catch {
            throw ProtocolError(
                .malformed,
                "The JSON is not a \(type): a member is missing or has another type.",
                cause: "\(error)"
            )
        }
    }

    /// Encodes with sorted members and unescaped slashes, so that equal values have equal bytes.
    /// - Throws: `malformed` when the value can't be written as JSON.
    package static func encode(_ value: some Encodable) throws(ProtocolError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(value))
        } catch {
            throw ProtocolError(.malformed, "The value can't be written as JSON.", cause: "\(error)")
        }
    }
}
