internal import Platform

/// What runs on the writer's thread: batches, then the reads that waited, then a checkpoint when it is due.
struct GroupCommitLoop<Store: GroupCommitStore> {
    let store: Store
    let queue: GroupCommitQueue<Store>
    let configuration: GroupCommitConfiguration
    let onFatal: @Sendable (SQLiteError) -> Void
    private var walPagesAfterLastCheckpoint: Int64 = 0

    init(
        store: Store,
        queue: GroupCommitQueue<Store>,
        configuration: GroupCommitConfiguration,
        onFatal: @escaping @Sendable (SQLiteError) -> Void
    ) {
        self.store = store
        self.queue = queue
        self.configuration = configuration
        self.onFatal = onFatal
    }

    /// Works until the queue is closed and empty, or something fatal happened.
    mutating func run() {
        while let item = queue.waitForNext() {
            var fatal: SQLiteError?
            switch item {
            case .read(let job): fatal = read([job])
            case .write(let job): fatal = write(job)
            }
            if let failure = fatal ?? checkpointWhenDue() {
                stop(failure)
                return
            }
        }
        closeOrderly()
    }

    private func write(_ first: GroupCommitJob<Store>) -> SQLiteError? {
        var reads: [GroupCommitJob<Store>] = []
        let queue = self.queue
        let started = monotonicMicroseconds()
        var batch = GroupCommitBatch(store: store, configuration: configuration)
        let report = batch.run(first) {
            while let item = queue.next() {
                switch item {
                case .write(let job): return job
                // A read must not see what may still be rolled back, so it waits for the commit.
                case .read(let job): reads.append(job)
                }
            }
            return nil
        }
        let microseconds = monotonicMicroseconds() - started
        let committed = report.committedJobs
        let failed = report.results.count - committed
        queue.record {
            $0.record(committed: committed, failed: failed, commits: report.commits, microseconds: microseconds)
        }
        // From here on everybody may hear: the COMMIT has returned, and with it the fsync.
        for (job, error) in report.results { job.finish(error) }
        let readFailure = read(reads)
        return report.fatal ?? readFailure
    }

    private func read(_ jobs: [GroupCommitJob<Store>]) -> SQLiteError? {
        guard !jobs.isEmpty else { return nil }
        store.connection.storageFailure = nil
        queue.record { $0.readJobs += Int64(jobs.count) }
        for job in jobs {
            do {
                try store.connection.reading { try job.perform(store) }
                job.finish(nil)
            } catch {
                job.finish(error)
            }
        }
        return store.connection.storageFailure.flatMap { $0.code == .full ? nil : $0 }
    }

    private mutating func checkpointWhenDue() -> SQLiteError? {
        let connection = store.connection
        let pages = connection.walPagesAtLastCommit
        // The WAL started again from its beginning, so what the last checkpoint left behind is gone.
        if pages < walPagesAfterLastCheckpoint { walPagesAfterLastCheckpoint = 0 }
        // A reader can hold a checkpoint back; then try again a quarter later, not after each commit.
        let due =
            walPagesAfterLastCheckpoint + (walPagesAfterLastCheckpoint == 0 ? 0 : configuration.checkpointPages / 4)
        guard pages >= max(configuration.checkpointPages, due), pages != walPagesAfterLastCheckpoint else { return nil }
        do {
            try connection.checkpoint()
            walPagesAfterLastCheckpoint = pages
            queue.record { $0.checkpoints += 1 }
            return nil
        } catch {
            walPagesAfterLastCheckpoint = pages
            // With a full disk the pages stay safe in the WAL. Anything wrong with the disk itself is fatal.
            return error.code == .ioError || error.code == .corrupt ? error : nil
        }
    }

    private func stop(_ failure: SQLiteError) {
        queue.close()
        queue.record { $0.storageErrors += 1 }
        while let item = queue.next() {
            switch item {
            case .read(let job), .write(let job): job.finish(failure)
            }
        }
        onFatal(failure)
    }

    private func closeOrderly() {
        // Both only make the next start quicker; everything acknowledged is durable already.
        _ = try? store.willClose()
        _ = try? store.connection.checkpoint()
    }

    private func monotonicMicroseconds() -> Int64 { Int64(MonotonicClock.now() / 1_000) }
}
