/// How the database has been doing since it was opened.
package struct DatabaseStatistics: Sendable, Equatable {
    /// Counts under fixed upper bounds.
    package struct Distribution: Sendable, Equatable {
        /// Upper bounds, rising; a last bucket without a bound follows.
        package var bounds: [Int64]
        /// Observations per bucket, one more than there are bounds; not cumulative.
        package var counts: [Int64]
        /// The sum of what was observed.
        package var sum: Int64
    }

    /// Whether writes are taken: false after `close` and after a fatal error.
    package var isOpen: Bool
    /// Commits that succeeded; each is one fsync.
    package var commits: Int64
    /// Transactions that were committed by them.
    package var committedTransactions: Int64
    /// Transactions that failed or were refused by their own body.
    package var failedTransactions: Int64
    /// Read, write or fsync errors; the database takes nothing more after the first.
    package var storageErrors: Int64
    /// Transactions that wait for the disk now.
    package var waitingTransactions: Int
    /// Transactions per commit.
    package var batchSizes: Distribution
    /// Microseconds from BEGIN to the end of COMMIT.
    package var commitMicroseconds: Distribution
    /// The database's size on disk, in bytes.
    package var databaseBytes: Int64
    /// The size of its write-ahead log, in bytes.
    package var logBytes: Int64

    /// Those of a database that counts nothing.
    package static var none: DatabaseStatistics {
        let nothing = Distribution(bounds: [], counts: [0], sum: 0)
        return DatabaseStatistics(
            isOpen: true,
            commits: 0,
            committedTransactions: 0,
            failedTransactions: 0,
            storageErrors: 0,
            waitingTransactions: 0,
            batchSizes: nothing,
            commitMicroseconds: nothing,
            databaseBytes: 0,
            logBytes: 0
        )
    }
}
