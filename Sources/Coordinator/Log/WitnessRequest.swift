package import Passport

/// The body of a request for a cosignature (C2SP tlog-witness: add-checkpoint).
package struct WitnessRequest: Sendable {
    /// The size that the witness signed last; 0 for none.
    package let oldSize: UInt64
    /// That the tree of that size is the beginning of the checkpoint's.
    package let proof: [TreeHash]
    /// What is to be cosigned.
    package let checkpoint: SignedNote

    /// Takes the parts.
    package init(oldSize: UInt64, proof: [TreeHash], checkpoint: SignedNote) {
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// The body.
    package var body: String {
        "old \(oldSize)\n" + proof.map { "\($0)\n" }.joined() + "\n\(checkpoint)"
    }

    /// Reads a body, as a witness does.
    /// - Throws: `malformed` or `tooLong`.
    package init(body: String) throws(PassportError) {
        let wrong = PassportError(.malformed, "The body is no request for a cosignature.")
        guard let blank = body.firstRange(of: "\n\n") else { throw wrong }
        let lines = body[..<blank.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, first.hasPrefix("old "), let size = UInt64(first.dropFirst(4)),
            first == "old \(size)", lines.count <= 64
        else { throw wrong }
        let hashes = lines.dropFirst().compactMap { TreeHash(text: $0) }
        guard hashes.count == lines.count - 1 else { throw wrong }
        self.init(oldSize: size, proof: hashes, checkpoint: try SignedNote(String(body[blank.upperBound...])))
    }
}
