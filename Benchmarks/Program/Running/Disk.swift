import Glibc
import Measuring
import Reference

/// The disk under the temporary folder, measured by the plainest program there is.
enum Disk {
    /// Room for the times of one loop.
    private static let mostWrites = 1 << 20

    /// What a loop of writes achieved.
    struct Loop {
        /// Writes per second.
        let rate: Double
        /// The time of each, in seconds.
        let seconds: [Double]
    }

    /// `pwrite` and `fdatasync` over and over in a file that was written before.
    static func overwrite(in folder: String, bytes: Int64, seconds: Double) throws -> Loop {
        try loop(seconds) { latencies, capacity in
            reference_write_and_sync("\(folder)/overwritten", 1 << 20, bytes, seconds, latencies, capacity)
        }
    }

    /// `pwrite` and `fdatasync` at the end of a growing file.
    static func append(in folder: String, bytes: Int64, seconds: Double) throws -> Loop {
        try loop(seconds) { latencies, capacity in
            reference_append_and_sync("\(folder)/appended", bytes, seconds, latencies, capacity)
        }
    }

    /// The median time of one page's `pwrite` and `fdatasync`, in seconds.
    static func syncSeconds(in folder: String, seconds: Double = 0.2) throws -> Double {
        Sample(try overwrite(in: folder, bytes: 4_096, seconds: seconds).seconds).median ?? 0
    }

    private static func loop(
        _ seconds: Double,
        _ run: (UnsafeMutablePointer<Double>, Int64) -> Int64
    ) throws -> Loop {
        var count: Int64 = 0
        let latencies = [Double](unsafeUninitializedCapacity: mostWrites) { buffer, used in
            guard let start = buffer.baseAddress else { return }
            count = run(start, Int64(mostWrites))
            used = max(0, min(Int(count), mostWrites))
        }
        guard count > 0 else {
            throw BenchmarkError("writing to the disk failed: \(String(cString: strerror(Int32(-count))))")
        }
        return Loop(rate: Double(count) / seconds, seconds: latencies)
    }
}
