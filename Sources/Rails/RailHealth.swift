/// Whether a rail sees payments now.
package struct RailHealth: Hashable, Sendable {
    /// False: sell nothing on this rail until it is true again.
    package var isReady: Bool

    /// One sentence for a person: what is wrong and what to do, or what the rail is connected to.
    package var message: String

    /// Why it is not ready; nil when it is.
    package var code: RailError.Code?

    /// Every property, in order.
    package init(isReady: Bool, message: String, code: RailError.Code? = nil) {
        self.isReady = isReady
        self.message = message
        self.code = code
    }

    /// The health of a rail that failed with `error`.
    package init(_ error: RailError) {
        self.init(isReady: false, message: error.message, code: error.code)
    }
}
