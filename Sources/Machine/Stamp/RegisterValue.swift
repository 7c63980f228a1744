/// What a register holds, without its encoding.
package enum RegisterValue: Sendable, Hashable {
    /// An unsigned integer of 16 or 32 bits.
    case number(UInt32)
    /// A text without its padding.
    case text(String)

    /// The number, or nil for a text.
    package var number: UInt32? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The text, or nil for a number.
    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}

/// One register that is written.
package struct RegisterWrite: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// What it is to hold.
    package var value: RegisterValue

    /// A write.
    package init(_ name: String, _ value: RegisterValue) {
        self.name = name
        self.value = value
    }
}

/// What became of a write.
package enum WriteOutcome: String, Sendable, CaseIterable {
    /// The device has confirmed it.
    case done
    /// The device has refused it; nothing changed.
    case refused
    /// No answer came, or none that could be read: it may have happened, and may still happen.
    case inDoubt
}
