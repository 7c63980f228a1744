/// A value that a brand chooses freely: 1 to 20 characters of set 82, told apart by case (GS1 General Specifications
/// sections 3.4.1, 3.5.1 and 3.5.2).
package protocol ProductText: Hashable, Sendable, CustomStringConvertible {
    /// The application identifier before it.
    static var identifier: Int { get }
    /// What it is, for a person.
    static var name: String { get }
    /// Its characters.
    var text: String { get }
    /// Takes a text that was checked.
    init(checked text: String)
}

extension ProductText {
    /// Most characters.
    package static var maximumCharacters: Int { 20 }

    /// Checks and takes a text.
    /// - Throws: `empty`, `tooLong` or `badCharacter`, with the position of the first character that is wrong.
    package init(_ text: String) throws(PassportError) {
        guard !text.isEmpty else {
            throw PassportError(
                .empty,
                "A \(Self.name) has 1 to \(Self.maximumCharacters) characters, not none.",
                at: 0
            )
        }
        for (index, byte) in text.utf8.enumerated() {
            guard index < Self.maximumCharacters else {
                throw PassportError(
                    .tooLong,
                    "The \(Self.name) \"\(text.prefix(40))\" has more than \(Self.maximumCharacters) characters.",
                    at: index
                )
            }
            guard EncodableCharacters.set82.contains(byte) else {
                throw PassportError(
                    .badCharacter,
                    "The \(Self.name) \"\(text.prefix(40))\" has a character that is not of set 82 of GS1.",
                    at: index
                )
            }
        }
        self.init(checked: text)
    }

    package var description: String { text }
}

/// The serial of one piece of a product, application identifier 21. With its GTIN it names the piece for ever.
package struct Serial: ProductText {
    package let text: String
    /// Takes a text that was checked.
    package init(checked text: String) { self.text = text }
    package static var identifier: Int { 21 }
    package static var name: String { "serial" }
}

/// The batch or lot of a product, application identifier 10.
package struct Lot: ProductText {
    package let text: String
    /// Takes a text that was checked.
    package init(checked text: String) { self.text = text }
    package static var identifier: Int { 10 }
    package static var name: String { "lot" }
}

/// The consumer product variant, application identifier 22.
package struct ProductVariant: ProductText {
    package let text: String
    /// Takes a text that was checked.
    package init(checked text: String) { self.text = text }
    package static var identifier: Int { 22 }
    package static var name: String { "product variant" }
}
