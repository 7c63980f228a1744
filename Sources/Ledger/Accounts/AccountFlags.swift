/// The limit an account keeps. Pending amounts count against it, so a later post can never break it.
package struct AccountFlags: OptionSet, Hashable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// Pending and posted debits together stay at or below the posted credits: a liability that never goes negative.
    package static let debitsMustNotExceedCredits = AccountFlags(rawValue: 1 << 1)
    /// Pending and posted credits together stay at or below the posted debits: an asset that never goes negative.
    package static let creditsMustNotExceedDebits = AccountFlags(rawValue: 1 << 2)
}
