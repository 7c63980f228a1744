/// Bounds of the HTTP surface.
package enum HTTPLimits {
    /// Largest body of a customer's or operator's request, in bytes.
    package static let bodyBytes = 65_536
    /// Longest path parameter, in bytes.
    package static let parameterCharacters = 200
    /// Most rows of one page of a list.
    package static let pageRows = 500
    /// Rows of a page when the caller names no limit.
    package static let defaultPageRows = 100
    /// Longest `Idempotency-Key`, in bytes.
    package static let idempotencyKeyCharacters = 100
    /// Longest life of one event stream, in seconds; browsers connect again by themselves.
    package static let eventStreamSeconds: Int64 = 600
}
