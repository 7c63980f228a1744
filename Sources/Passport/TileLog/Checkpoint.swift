/// How large a log is and what its root is, as the text of a signed note (C2SP tlog-checkpoint).
package struct Checkpoint: Hashable, Sendable {
    /// Which log.
    package let origin: String
    /// How many leaves it has.
    package let size: UInt64
    /// The root over them.
    package let root: TreeHash

    /// Takes the parts.
    /// - Throws: `malformed` when the origin is empty or has a line end.
    package init(origin: String, size: UInt64, root: TreeHash) throws(PassportError) {
        guard !origin.isEmpty, !origin.utf8.contains(where: { $0 < 0x20 }) else {
            throw PassportError(.malformed, "The origin of a log is one line that is not empty.")
        }
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The text of the note.
    package var text: String { "\(origin)\n\(size)\n\(root)\n" }

    /// Reads the text of a note. Extension lines are taken, and not looked at.
    /// - Throws: `malformed`.
    package init(text: String) throws(PassportError) {
        let lines = Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count >= 4, lines.last == "", !lines.dropLast().contains(""),
            let size = UInt64(lines[1]), String(size) == lines[1], let root = TreeHash(text: lines[2])
        else {
            throw PassportError(.malformed, "The note is no checkpoint: origin, size and root, each on a line.")
        }
        try self.init(origin: lines[0], size: size, root: root)
    }
}
