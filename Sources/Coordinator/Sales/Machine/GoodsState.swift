/// Where a sale's goods stand.
package enum GoodsState: String, Hashable, Codable, Sendable, CaseIterable {
    /// One unit of stock is reserved, no command exists. Next: `dispatched none`.
    case reserved
    /// A command was issued; the machine may run it at any moment. Next: `delivered failed notStarted inDoubt`.
    case dispatched
    /// Nobody knows whether it was delivered. Next: `delivered failed notStarted`, by a receipt or a person.
    case inDoubt
    /// Delivered. Final.
    case delivered
    /// Tried and not delivered, or a person said so. Final.
    case failed
    /// The machine proved that it never started. Final.
    case notStarted
    /// Closed before a command existed. Final.
    case none

    /// Whether a command's outcome is still awaited.
    package var isInFlight: Bool { self == .dispatched || self == .inDoubt }
}
