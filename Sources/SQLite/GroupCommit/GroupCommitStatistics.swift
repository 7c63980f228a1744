/// What a writer did since it started.
package struct GroupCommitStatistics: Sendable, Equatable {
    /// Commits that succeeded; each is one fsync.
    package internal(set) var commits: Int64 = 0
    /// Jobs made durable by them.
    package internal(set) var committedJobs: Int64 = 0
    /// Jobs that failed or were refused by their own body.
    package internal(set) var failedJobs: Int64 = 0
    /// Read jobs.
    package internal(set) var readJobs: Int64 = 0
    /// Checkpoints made.
    package internal(set) var checkpoints: Int64 = 0
    /// Read, write or fsync errors; after the first the writer takes nothing more.
    package internal(set) var storageErrors: Int64 = 0
    /// Jobs waiting now.
    package internal(set) var queuedJobs = 0
    /// Jobs per commit.
    package internal(set) var batchSizes = Histogram(bounds: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024])
    /// Microseconds from BEGIN to the end of COMMIT.
    package internal(set) var commitMicroseconds = Histogram(
        bounds: [
            250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000,
        ]
    )

    mutating func record(committed: Int, failed: Int, commits: Int, microseconds: Int64) {
        self.commits += Int64(commits)
        committedJobs += Int64(committed)
        failedJobs += Int64(failed)
        guard commits > 0 else { return }
        batchSizes.observe(Int64(committed))
        commitMicroseconds.observe(microseconds)
    }
}
