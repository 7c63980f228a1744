/// A proof that anybody can check without asking anybody: the place of an entry in the log, the hashes that lead to the
/// root, and the signed checkpoint (C2SP tlog-proof). Files of it end with `.tlog-proof`.
package struct LogProofFile: Hashable, Sendable, CustomStringConvertible {
    /// Data beside the proof, which nothing proves.
    package let extra: [UInt8]?
    /// The place of the entry, from 0 on.
    package let index: UInt64
    /// The hashes beside the way up, the lowest first.
    package let proof: [TreeHash]
    /// The checkpoint with its signatures.
    package let checkpoint: SignedNote

    private static let header = "c2sp.org/tlog-proof@v1"

    /// Takes the parts.
    package init(index: UInt64, proof: [TreeHash], checkpoint: SignedNote, extra: [UInt8]? = nil) {
        self.index = index
        self.proof = proof
        self.checkpoint = checkpoint
        self.extra = extra
    }

    /// The file.
    package var description: String {
        var lines = [Self.header]
        if let extra { lines.append("extra \(Base64.encode(extra))") }
        lines.append("index \(index)")
        lines += proof.map(\.description)
        return lines.joined(separator: "\n") + "\n\n\(checkpoint)"
    }

    /// Reads a file.
    /// - Throws: `malformed` or `tooLong`.
    package init(_ text: String) throws(PassportError) {
        let wrong = PassportError(.malformed, "The file is no proof of a log (\(Self.header)), or was cut off.")
        guard text.utf8.count <= 2 * SignedNote.maximumBytes else {
            throw PassportError(.tooLong, "The file has \(text.utf8.count) bytes; no proof is that long.")
        }
        let bytes = Array(text.utf8)
        guard let blank = bytes.indices.dropFirst().first(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }) else {
            throw wrong
        }
        var lines = bytes[..<(blank - 1)].split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }[...]
        guard lines.popFirst() == Self.header else { throw wrong }
        var extra: [UInt8]?
        if let line = lines.first, line.hasPrefix("extra ") {
            guard let decoded = Base64.decode(String(line.dropFirst(6))) else { throw wrong }
            extra = decoded
            lines.removeFirst()
        }
        guard let line = lines.popFirst(), line.hasPrefix("index "), let index = UInt64(line.dropFirst(6)),
            line == "index \(index)", lines.count <= 64
        else { throw wrong }
        let proof = lines.compactMap { TreeHash(text: $0) }
        guard proof.count == lines.count else { throw wrong }
        let note = try SignedNote(String(decoding: bytes[(blank + 1)...], as: UTF8.self))
        self.init(index: index, proof: proof, checkpoint: note, extra: extra)
    }

    /// Checks that the log of a policy has this entry.
    /// - Returns: the checkpoint that was believed.
    /// - Throws: `badProof`, `badSignature`, `unknownKey` or `malformed`.
    @discardableResult
    package func check(entry: [UInt8], by policy: LogPolicy) throws(PassportError) -> Checkpoint {
        let head = try policy.checkpoint(of: checkpoint)
        try LogProofs.checkInclusion(of: .leaf(entry), at: index, in: head.root, size: head.size, proof: proof)
        return head
    }
}
