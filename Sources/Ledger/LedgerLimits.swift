/// The limits of the ledger.
package enum LedgerLimits {
    /// Transfers or accounts in one call.
    package static let batch = 8_000
    /// UTF-8 bytes of an account's id, an owner or a transfer's user data.
    package static let textBytes = 128
    /// UTF-8 bytes of an asset code, an account's code or a transfer's code.
    package static let codeBytes = 32
}
