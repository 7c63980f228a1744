/// Serials that nobody can guess or count: random characters of Crockford's base 32.
package struct RandomSerial: Hashable, Sendable {
    /// Random characters; 13 hold 65 bits.
    package let characters: Int
    /// Whether a check character follows them.
    package let hasCheck: Bool

    /// Fewest random characters. With a million pieces of a product, one guess hits one with 3 in 10^14.
    package static let minimumCharacters = 13

    /// Makes a form of serials.
    /// - Throws: `tooWeak` with fewer than 13 random characters, `tooLong` when more than 20 come of it.
    package init(characters: Int = minimumCharacters, hasCheck: Bool = false) throws(PassportError) {
        guard characters >= Self.minimumCharacters else {
            throw PassportError(
                .tooWeak,
                "A random serial has at least \(Self.minimumCharacters) characters, not \(characters): shorter ones "
                    + "can be guessed."
            )
        }
        guard characters + (hasCheck ? 1 : 0) <= Serial.maximumCharacters else {
            throw PassportError(
                .tooLong,
                "\(characters) random characters\(hasCheck ? " and a check character" : "") do not fit a serial of at "
                    + "most \(Serial.maximumCharacters)."
            )
        }
        self.characters = characters
        self.hasCheck = hasCheck
    }

    /// How many random bytes one serial takes.
    package var bytesNeeded: Int { (characters * 5 + 7) / 8 }

    /// A serial of fresh random bytes.
    /// - Throws: `tooWeak` when there are not exactly `bytesNeeded`.
    package func serial(random: [UInt8]) throws(PassportError) -> Serial {
        guard random.count == bytesNeeded else {
            throw PassportError(.tooWeak, "The serial takes \(bytesNeeded) random bytes, not \(random.count).")
        }
        var text = CrockfordBase32.encode(random, count: characters)
        if hasCheck, let check = SerialCheckCharacter.of(text) { text.append(check) }
        return Serial(checked: String(decoding: text, as: UTF8.self))
    }

    /// How easily one of these is guessed once `issued` of a product exist.
    package func guessRisk(issued: UInt64) -> GuessRisk {
        GuessRisk(space: Double(sign: .plus, exponent: characters * 5, significand: 1), issued: issued)
    }
}
