/// A queue that must stay bounded, and be empty when all is over.
package struct SoakQueue: Sendable, Equatable {
    /// Its name in the readings.
    package var name: String
    /// The most that may ever wait in it.
    package var bound: Double
    /// Why that is its bound.
    package var reason: String
    /// Whether it is empty when nothing happens.
    package var drains: Bool

    /// Makes a queue.
    package init(_ name: String, bound: Double, because reason: String, drains: Bool = true) {
        self.name = name
        self.bound = bound
        self.reason = reason
        self.drains = drains
    }
}
