/// How long replies took, in buckets that double: below 1 ms, below 2, ... below 32,768, and the rest. For finding a
/// timeout that is too short.
package struct LatencyHistogram: Sendable, Hashable {
    /// How many buckets there are.
    package static let bucketCount = 17

    /// How many replies are in each bucket.
    package private(set) var counts = [UInt64](repeating: 0, count: bucketCount)
    /// The longest of all, in nanoseconds.
    package private(set) var longestNanoseconds: UInt64 = 0

    /// Nothing measured.
    package init() {}

    /// The upper end of a bucket in milliseconds; nil for the last, which has none.
    package static func upperMilliseconds(ofBucket bucket: Int) -> UInt64? {
        bucket < bucketCount - 1 ? 1 << UInt64(bucket) : nil
    }

    /// How many were measured.
    package var total: UInt64 { counts.reduce(0, +) }

    /// Adds one reply.
    package mutating func add(nanoseconds: UInt64) {
        let milliseconds = nanoseconds / 1_000_000
        counts[min(UInt64.bitWidth - milliseconds.leadingZeroBitCount, Self.bucketCount - 1)] += 1
        longestNanoseconds = max(longestNanoseconds, nanoseconds)
    }
}
