/// Why a call of the ledger could not be made at all. What becomes of one transfer is a `ResultCode`, not an error.
package struct LedgerError: Error, Sendable, CustomStringConvertible {
    /// The stable reasons.
    package enum Code: String, CaseIterable, Sendable {
        /// More transfers or accounts in one call than `LedgerLimits.batch`.
        case batchTooLarge
        /// The time given is not after 1970.
        case invalidTimestamp
        /// No timestamp is left after the last one.
        case timestampsExhausted
        /// What the store holds contradicts itself; `LedgerCheck` says where.
        case storeInconsistent
    }

    /// Which reason; two errors are equal when their codes are.
    package var code: Code
    /// What happened, to what, and what to do next.
    package var message: String
    /// The error underneath.
    package var cause: (any Error)?

    /// Makes an error.
    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String { "\(code.rawValue): \(message)" }
}

extension LedgerError: Equatable {
    package static func == (left: LedgerError, right: LedgerError) -> Bool { left.code == right.code }
}
