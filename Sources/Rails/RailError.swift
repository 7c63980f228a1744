/// Why a rail could not do what was asked. Two errors are equal when their codes are.
package struct RailError: Error, Hashable, CustomStringConvertible {
    /// The kinds of failure, each with what the caller does about it.
    package enum Code: String, Hashable, Sendable {
        /// `release` came after `capture`: the money is ours, pay it back another way.
        case alreadyCaptured
        /// `capture` came after `release`: the customer has the money back.
        case alreadyReleased
        /// An amount is no decimal number, negative, or too large.
        case badAmount
        /// The other side answered something this rail does not understand.
        case badAnswer
        /// The configuration is wrong; nothing will work until a person changes it.
        case badConfiguration
        /// User, password or cookie were refused.
        case badCredentials
        /// The cursor was not made by this rail.
        case badCursor
        /// The order's name is empty, too long or has characters outside the allowed set.
        case badOrder
        /// The other side has too much to do; try again.
        case busy
        /// The other side is starting or catching up; try again.
        case loading
        /// Nothing is held for this order.
        case nothingHeld
        /// The other side understood and refused.
        case refused
        /// An answer was larger than the configured limit.
        case responseTooLarge
        /// The rail's own file could not be read or written.
        case storage
        /// No answer in time; what was asked may or may not have happened. Everything here can be repeated.
        case timedOut
        /// No destination was ever made for this address.
        case unknownAddress
        /// No destination was ever made for this order.
        case unknownOrder
        /// No payment has this reference.
        case unknownReference
        /// Nothing answers at the configured address; try again.
        case unreachable
        /// This rail cannot do that; see its capabilities.
        case unsupported
        /// The node's wallet must be unlocked, or has no addresses left.
        case walletLocked
        /// The node has no such wallet loaded.
        case walletMissing
        /// The node is on another network than configured: addresses made there would lose real money.
        case wrongNetwork
    }

    /// What kind of failure it is.
    package var code: Code

    /// What happened, to what, and what to do next.
    package var message: String

    /// The error underneath, as text.
    package var cause: String?

    /// - Parameter message: What happened, to what, and what to do next.
    package init(_ code: Code, _ message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// For logs: code, message, cause.
    package var description: String {
        "\(code.rawValue): \(message)" + (cause.map { " (\($0))" } ?? "")
    }

    /// Compares the codes.
    package static func == (left: RailError, right: RailError) -> Bool {
        left.code == right.code
    }

    /// Hashes the code.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}
