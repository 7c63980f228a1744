/// Bounds of the HTTP surface.
package enum HTTPLimits {
    /// Largest body of a customer's or operator's request, in bytes.
    package static let bodyBytes = 65_536
    /// Most connections at once; whoever comes next waits until one is closed.
    package static let connections = 8_192
    /// Most fields of one form: a price list of two hundred lines with four fields each.
    package static let formFields = 1_000
    /// Longest path parameter, in bytes.
    package static let parameterCharacters = 200
    /// Most parameters of one query.
    package static let queryFields = 64
    /// Most rows of one page of a list.
    package static let pageRows = 500
    /// Rows of a page when the caller names no limit.
    package static let defaultPageRows = 100
    /// Longest `Idempotency-Key`, in bytes.
    package static let idempotencyKeyCharacters = 100
    /// The rows of a page that a caller's text asks for.
    /// - Throws: `invalid` when it is not a number of rows.
    package static func rows(of text: String) throws(CoordinatorError) -> Int {
        guard let limit = Int(text), (1...pageRows).contains(limit) else {
            throw CoordinatorError(.invalid, "limit must be a number from 1 to \(pageRows).")
        }
        return limit
    }

    /// Longest life of one event stream, in seconds; browsers connect again by themselves.
    package static let eventStreamSeconds: Int64 = 600
}
