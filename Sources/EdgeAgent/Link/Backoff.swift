/// How long to wait before the next try: doubling from half a second to a minute, with full jitter, so that a fleet
/// does not come back in step after an outage.
package struct Backoff: Sendable, Equatable {
    /// The longest wait without jitter, in milliseconds.
    package static let maximumMilliseconds: UInt64 = 60_000
    /// The first wait without jitter, in milliseconds.
    package static let firstMilliseconds: UInt64 = 500

    private var failures = 0

    /// Makes a back-off that has not failed yet.
    package init() {}

    /// The wait after one more failure, in milliseconds: between half of the step and the whole step.
    /// - Parameter random: any random number.
    package mutating func next(random: UInt64) -> UInt64 {
        let step = min(Self.maximumMilliseconds, Self.firstMilliseconds << UInt64(min(failures, 7)))
        failures += 1
        return step / 2 + random % (step / 2 + 1)
    }

    /// The link worked: start over.
    package mutating func succeeded() { failures = 0 }
}
