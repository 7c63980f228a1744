/// One thing that is wrong with the books.
package struct LedgerFinding: Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    package enum Kind: String, CaseIterable, Sendable {
        /// The debits of an asset are not its credits.
        case unbalanced
        /// An account's balances are not the sum of its transfers.
        case balanceDiffers
        /// An account breaks the limit it keeps.
        case limitBroken
        /// A transfer names an account that does not exist.
        case accountMissing
        /// A transfer is of another asset than its account.
        case assetDiffers
        /// A transfer's amount is not above 0.
        case amountNotPositive
        /// Timestamps do not rise strictly.
        case timeNotRising
        /// A transfer posts or voids what is not pending, was resolved before, or is smaller.
        case badResolution
    }

    /// Which kind.
    package let kind: Kind
    /// What it is about: an asset, an account or a transfer.
    package let subject: String
    /// In words, with both sides of the difference.
    package let text: String

    /// Makes a finding.
    package init(_ kind: Kind, subject: String, _ text: String) {
        self.kind = kind
        self.subject = subject
        self.text = text
    }

    package var description: String { "\(kind.rawValue): \(subject): \(text)" }
}
