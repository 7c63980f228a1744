/// A wall time as a value: handlers are told the time, they never ask for it.
package struct Moment: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970.
    package let milliseconds: Int64

    /// Makes a moment.
    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Whole seconds since 1970.
    package var seconds: Int64 { milliseconds / 1_000 }

    /// The moment so many seconds later.
    package func adding(seconds: Int64) -> Moment { Moment(milliseconds: milliseconds + seconds * 1_000) }

    package static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }
}
