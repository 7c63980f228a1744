/// Names an account, in text a person can read, such as `acme/sales/LTC`. At most `LedgerLimits.textBytes` bytes.
package struct AccountID: Hashable, Sendable {
    /// The name.
    package let text: String

    /// Makes an id; `LedgerMachine` refuses an empty or too long one with a result code.
    package init(_ text: String) { self.text = text }

    /// In a transfer that posts or voids: the account of the pending transfer, whichever it is.
    package static let ofPending = AccountID("")

    /// Whether there is no name.
    package var isEmpty: Bool { text.isEmpty }
}

extension AccountID: Comparable {
    package static func < (left: AccountID, right: AccountID) -> Bool { left.text < right.text }
}

extension AccountID: CustomStringConvertible, ExpressibleByStringLiteral {
    package var description: String { text }
    package init(stringLiteral value: String) { self.init(value) }
}
