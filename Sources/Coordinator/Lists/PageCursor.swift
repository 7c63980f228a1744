import Protocol

/// Where the next page of a list begins: an opaque text that names its list and the last row that was given. Callers
/// keep it and give it back, and never look inside; the cursor of one list is refused by every other.
package struct PageCursor: Sendable {
    /// The list's name.
    package let list: String

    /// Longest cursor, in bytes.
    package static let maximumCharacters = 400
    /// Between the parts; no id, name or number has it.
    private static let separator: Character = "\u{1F}"

    /// The cursors of one list.
    package init(list: String) { self.list = list }

    /// The cursor after the row with these sort keys.
    package func text(after position: [String]) -> String {
        Base64URL.encode(Array(([list] + position).joined(separator: String(Self.separator)).utf8))
    }

    /// The sort keys in a cursor; nil without one.
    /// - Throws: `invalid` when it is not a cursor of this list.
    package func position(_ text: String?, parts: Int) throws(CoordinatorError) -> [String]? {
        guard let text else { return nil }
        guard text.utf8.count <= Self.maximumCharacters, let bytes = Base64URL.decode(text.utf8),
            let decoded = String(validating: bytes, as: UTF8.self)
        else { throw refused }
        let fields = decoded.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
        guard fields.count == parts + 1, fields.first == list else { throw refused }
        return Array(fields.dropFirst())
    }

    private var refused: CoordinatorError {
        CoordinatorError(.invalid, "The cursor is not one that this list gave; start without one.")
    }
}
