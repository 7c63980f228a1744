internal import Glibc
internal import SQLite

extension DatabaseStatistics {
    /// What a writer did, and how large its files are.
    init(_ writer: GroupCommitStatistics, isOpen: Bool, path: String) {
        self.init(
            isOpen: isOpen,
            commits: writer.commits,
            committedTransactions: writer.committedJobs,
            failedTransactions: writer.failedJobs,
            storageErrors: writer.storageErrors,
            waitingTransactions: writer.queuedJobs,
            batchSizes: Distribution(writer.batchSizes),
            commitMicroseconds: Distribution(writer.commitMicroseconds),
            databaseBytes: Self.bytes(of: path),
            logBytes: Self.bytes(of: path + "-wal")
        )
    }

    /// The size of a file; 0 when it is not there.
    private static func bytes(of path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }
}

extension DatabaseStatistics.Distribution {
    fileprivate init(_ histogram: Histogram) {
        self.init(bounds: histogram.bounds, counts: histogram.counts, sum: histogram.sum)
    }
}
