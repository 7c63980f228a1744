/// How a text lies in its registers: two characters in each, a fixed number of them.
package struct TextLayout: Sendable, Hashable {
    /// The most characters: what one write of 123 registers holds.
    package static let mostCharacters = 246

    /// What fills the registers after the text.
    package enum Padding: UInt8, Sendable, Hashable, CaseIterable {
        /// Zero bytes.
        case nul = 0x00
        /// Spaces.
        case space = 0x20
    }

    /// Which character of a register is the first.
    package enum CharacterOrder: String, Sendable, Hashable, Codable, CaseIterable {
        /// The one in the high byte, the order of the standard.
        case highByteFirst
        /// The one in the low byte.
        case lowByteFirst
    }

    /// How many characters there is room for. With an odd number the last byte is padding.
    package let characters: Int
    /// What follows the text.
    package let padding: Padding
    /// The order within a register.
    package let order: CharacterOrder

    /// Checks that there is room for 1 to 246 characters.
    /// - Throws: `invalidConfiguration`.
    package init(
        characters: Int,
        padding: Padding,
        order: CharacterOrder = .highByteFirst
    ) throws(GPIOError) {
        guard (1...Self.mostCharacters).contains(characters) else {
            throw GPIOError(
                .invalidConfiguration,
                "a text has 1 to \(Self.mostCharacters) characters, this one \(characters); split it"
            )
        }
        self.characters = characters
        self.padding = padding
        self.order = order
    }

    /// How many registers it takes.
    package var words: Int { (characters + 1) / 2 }
}
