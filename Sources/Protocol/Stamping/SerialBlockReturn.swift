/// Closes a block: what is unused in it is never used after that, whatever else happens to the machine.
package struct SerialBlockReturn: Hashable, Sendable, Codable {
    /// The block's id.
    package var block: String

    /// Makes the body.
    package init(block: String) { self.block = block }

    /// Checks what a signature does not cover.
    /// - Throws: `malformed`.
    package func check() throws(ProtocolError) {
        guard StampingText.isID(block) else {
            throw ProtocolError(.malformed, "A block to return has no proper id.")
        }
    }
}
