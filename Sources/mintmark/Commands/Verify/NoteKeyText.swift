import Passport

/// Public keys of logs as people give them.
enum NoteKeyText {
    /// The key of a text, or of a file that holds it.
    /// - Throws: `CommandError` when it is neither.
    static func read(_ given: String) throws -> NoteKey {
        if let key = try? NoteKey(text: given) { return key }
        let text = try LocalFile.text(given)
        do {
            return try NoteKey(text: text)
        } catch {
            throw CommandError("\(given) holds no public key of a log.", cause: error.message, status: .data)
        }
    }
}
