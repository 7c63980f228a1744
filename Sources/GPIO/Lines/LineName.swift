/// A line, found the way that survives a kernel update or a second expander: by the label of its chip and the name of
/// the line, never by `gpiochip0` and an offset, because chip numbers depend on the order drivers load.
package struct LineName: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The longest chip label or line name the kernel keeps, in bytes (`GPIO_MAX_NAME_SIZE` less its terminator).
    package static let maximumBytes = 31

    /// The label of the chip, such as `pinctrl-bcm2711`. `gpiodetect` prints it in brackets.
    package var chip: String
    /// The name of the line on that chip, such as `GPIO17`. `gpioinfo` prints it in quotes.
    package var line: String

    /// Names the line `line` of the chip whose label is `chip`.
    package init(chip: String, line: String) {
        self.chip = chip
        self.line = line
    }

    /// `chip/line`, as messages and logs show it.
    package var description: String { "\(chip)/\(line)" }

    /// Whether both parts are something the kernel can hold: 1 to 31 bytes without control characters.
    var isWellFormed: Bool { Self.isWellFormed(chip) && Self.isWellFormed(line) }

    private static func isWellFormed(_ part: String) -> Bool {
        (1...maximumBytes).contains(part.utf8.count) && part.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
}
