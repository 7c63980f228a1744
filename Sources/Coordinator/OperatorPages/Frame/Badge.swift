/// A state in one or two words. The tone is said by a mark too, never by colour alone.
struct Badge: Sendable, Equatable {
    /// How a state is to be taken.
    enum Tone: String, Sendable {
        /// As it should be.
        case good
        /// Somebody should look when there is time.
        case warning
        /// Somebody has to do something.
        case danger
        /// Neither good nor bad.
        case plain
    }

    let tone: String
    let words: String

    init(_ tone: Tone, _ words: String) {
        self.tone = tone.rawValue
        self.words = words
    }
}
