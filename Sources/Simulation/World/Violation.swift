/// A promise that was broken.
package struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which, and how.
    package let description: String

    init(_ description: String) { self.description = description }
}
