/// Serials that are this machine's alone from now on, so that it can stamp without asking. The machine stores them
/// before it answers; the same block again changes nothing, and another content under its id is refused.
package struct SerialBlockGrant: Hashable, Sendable, Codable {
    /// The block's id, see `StampingText`.
    package var block: String
    /// The product, 14 digits.
    package var gtin: String
    /// The serials (AI 21), in the order in which they are used.
    package var serials: [String]

    /// Makes a grant.
    package init(block: String, gtin: String, serials: [String]) {
        self.block = block
        self.gtin = gtin
        self.serials = serials
    }

    /// Checks what a signature does not cover.
    /// - Throws: `malformed`, or `tooLarge` for serials that would not fit into the envelope that returns them.
    package func check() throws(ProtocolError) {
        guard StampingText.isID(block), StampingText.isGTIN(gtin) else {
            throw ProtocolError(.malformed, "Block \(block.prefix(64)) has no proper id or no GTIN of 14 digits.")
        }
        guard !serials.isEmpty, serials.allSatisfy(StampingText.isSerial), Set(serials).count == serials.count else {
            throw ProtocolError(.malformed, "Block \(block) has no serials, or one that is no AI 21, or one twice.")
        }
        let bytes = Self.bytes(of: serials)
        guard serials.count <= ProtocolLimits.blockSerials, bytes <= ProtocolLimits.blockSerialBytes else {
            throw ProtocolError(
                .tooLarge,
                "Block \(block) has \(serials.count) serials of \(bytes) bytes; \(ProtocolLimits.blockSerials) and"
                    + " \(ProtocolLimits.blockSerialBytes) are allowed. Grant several blocks."
            )
        }
    }

    /// How long the list is as JSON: each serial with its quotes and a comma, and `"` escaped.
    package static func bytes(of serials: [String]) -> Int {
        serials.reduce(0) { sum, serial in
            sum + 3 + serial.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\"") ? 2 : 1) }
        }
    }
}
