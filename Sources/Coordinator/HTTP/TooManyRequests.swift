/// A request that came too soon after others of its address.
struct TooManyRequests: Error {
    /// When to come back, for the `Retry-After` field (RFC 9110 section 10.2.3).
    let afterSeconds: Int

    /// The same, to answer with.
    var error: CoordinatorError {
        CoordinatorError(.tooManyRequests, "Too many requests from your address. Try again in \(afterSeconds) s.")
    }
}
