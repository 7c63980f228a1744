/// Limits of a group-commit writer.
package struct GroupCommitConfiguration: Sendable {
    /// Most jobs in one commit.
    package var maximumBatchJobs: Int
    /// A batch takes no further job once it bound this many bytes.
    package var maximumBatchBytes: Int
    /// Most jobs waiting; one more is refused with `.queueFull`.
    package var maximumQueuedJobs: Int
    /// WAL pages at which the writer moves them into the file.
    package var checkpointPages: Int64
    /// The thread's name as `ps -L` shows it, at most 15 bytes.
    package var threadName: String

    /// Made with everything at its usual value: past some 64 producers a larger batch only makes the slowest wait.
    package init(
        maximumBatchJobs: Int = 1_000,
        maximumBatchBytes: Int = 1 << 20,
        maximumQueuedJobs: Int = 10_000,
        checkpointPages: Int64 = 4_000,
        threadName: String = "sqlite-writer"
    ) {
        precondition(maximumBatchJobs > 0 && maximumQueuedJobs > 0, "a writer that takes no job would wait for ever")
        self.maximumBatchJobs = maximumBatchJobs
        self.maximumBatchBytes = maximumBatchBytes
        self.maximumQueuedJobs = maximumQueuedJobs
        self.checkpointPages = checkpointPages
        self.threadName = threadName
    }
}
