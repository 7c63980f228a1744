import Glibc

/// A file with an operator's token, which is as good as a password.
enum TokenFile {
    /// The token in it.
    /// - Throws: `CommandError` when it can't be read or is empty.
    static func token(_ path: String) throws -> String {
        let text = try LocalFile.text(path)
        guard !text.isEmpty, !text.contains(where: \.isWhitespace) else {
            throw CommandError(
                "\(path) is no file with one token; write the token alone into it.",
                status: .configuration
            )
        }
        return text
    }

    /// What to say of a file that others can read; nil for one that they can't.
    static func warning(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
        return "Warning: others on this computer can read the token in \(path); put it right with: chmod 600 \(path)"
    }
}
