import GPIO
import Testing

@Suite("LatencyHistogram")
struct LatencyHistogramTests {
    @Test(
        arguments: [
            (0, 0), (999_999, 0), (1_000_000, 1), (1_999_999, 1), (2_000_000, 2), (3_999_999, 2), (4_000_000, 3),
            (32_767_999_999, 15), (32_768_000_000, 16), (UInt64.max, 16),
        ] as [(UInt64, Int)]
    )
    func sortsIntoBucketsThatDouble(nanoseconds: UInt64, bucket: Int) {
        var histogram = LatencyHistogram()
        histogram.add(nanoseconds: nanoseconds)
        #expect(histogram.counts.firstIndex(of: 1) == bucket)
        #expect(histogram.total == 1)
        #expect(histogram.longestNanoseconds == nanoseconds)
        if let upper = LatencyHistogram.upperMilliseconds(ofBucket: bucket) {
            #expect(nanoseconds < upper * 1_000_000)
        } else {
            #expect(bucket == LatencyHistogram.bucketCount - 1)
        }
    }
}
