internal import Faults

/// Runs jobs in one `BEGIN IMMEDIATE ... COMMIT` with a savepoint each. Synchronous and single-threaded, so that the
/// writer's thread and a simulator drive the same code.
///
/// - A job that throws undoes only itself.
/// - When SQLite rolls back everything because of one job, that job fails and the others run again without it.
/// - When the disk is full, jobs that may use the reserve run once more after the store gave it up; the others fail.
/// - `.ioError` and damage are fatal: nobody knows what reached the disk, so every job fails and the caller must stop.
package struct GroupCommitBatch<Store: GroupCommitStore> {
    /// What became of the jobs.
    package struct Report {
        /// Jobs and their results, nil for "durable".
        package fileprivate(set) var results: [(job: GroupCommitJob<Store>, error: (any Error)?)] = []
        /// Set when the process must stop.
        package fileprivate(set) var fatal: SQLiteError?
        /// Commits that succeeded.
        package fileprivate(set) var commits = 0

        /// Jobs that are durable now.
        package var committedJobs: Int { results.count { $0.error == nil } }
    }

    private let store: Store
    private let configuration: GroupCommitConfiguration
    private var report = Report()

    /// A batch over a store.
    package init(store: Store, configuration: GroupCommitConfiguration = GroupCommitConfiguration()) {
        self.store = store
        self.configuration = configuration
    }

    /// Runs the first job and as many of the next ones as the limits allow. Does not call `finish`.
    package mutating func run(
        _ first: GroupCommitJob<Store>,
        next: () -> GroupCommitJob<Store>? = { nil }
    ) -> Report {
        report = Report()
        let starved = attempt([first], next: next)
        if !starved.isEmpty, report.fatal == nil {
            if store.releaseReserve() {
                for (job, error) in attempt(starved.map(\.job), next: { nil }) { report.results.append((job, error)) }
            } else {
                for (job, error) in starved { report.results.append((job, error)) }
            }
        }
        return report
    }

    /// One try. Returns the jobs that found the storage full and may use the reserve, with the error they got.
    private mutating func attempt(
        _ jobs: [GroupCommitJob<Store>],
        next: () -> GroupCommitJob<Store>?
    ) -> [(job: GroupCommitJob<Store>, error: any Error)] {
        let connection = store.connection
        var waiting = jobs[...]
        var done: [GroupCommitJob<Store>] = []
        var starved: [(job: GroupCommitJob<Store>, error: any Error)] = []
        var taken = 0
        var mayTakeMore = true
        connection.boundBytes = 0
        while true {
            connection.storageFailure = nil
            do {
                if !connection.isInTransaction { try connection.begin(.immediate) }
            } catch {
                fail(done + waiting, error, connection)
                return starved
            }
            while let job = waiting.popFirst() ?? (mayTakeMore ? next() : nil) {
                taken += 1
                if let error = perform(job) {
                    if connection.storageFailure?.code == .full, job.mayUseReserve {
                        starved.append((job, error))
                    } else {
                        report.results.append((job, error))
                    }
                } else {
                    done.append(job)
                }
                if !connection.isInTransaction || isFatal(connection.storageFailure) { break }
                let isHeavy = connection.boundBytes >= configuration.maximumBatchBytes
                if taken >= configuration.maximumBatchJobs || isHeavy { mayTakeMore = false }
            }
            if stopIfFatal(done + waiting, connection) { return starved }
            if connection.isInTransaction { break }
            // SQLite rolled everything back because of the last job; the others are innocent and run again.
            waiting = (done + waiting)[...]
            done = []
            mayTakeMore = false
            if waiting.isEmpty { return starved }
        }
        return starved + commit(done, connection)
    }

    private func perform(_ job: GroupCommitJob<Store>) -> (any Error)? {
        // A neighbour that found the disk full must not make this job look starved too.
        if store.connection.storageFailure?.code == .full { store.connection.storageFailure = nil }
        store.jobWillStart()
        defer { job.mayUseReserve = store.jobMayUseReserve }
        do {
            try store.connection.savepoint { try job.perform(store) }
            return nil
        } catch {
            return error
        }
    }

    private mutating func commit(
        _ done: [GroupCommitJob<Store>],
        _ connection: Connection
    ) -> [(job: GroupCommitJob<Store>, error: any Error)] {
        do {
            try connection.commit()
        } catch {
            // A failed ROLLBACK after a failed COMMIT shows as `storageFailure`, or at the next BEGIN.
            _ = try? connection.rollback()
            if Mutant.toldBeforeTheCommit.isActive {
                for job in done { report.results.append((job, nil)) }
                return []
            }
            if stopIfFatal(done, connection) { return [] }
            guard error.code == .full else {
                fail(done, error, connection)
                return []
            }
            fail(done.filter { !$0.mayUseReserve }, error, connection)
            return done.filter(\.mayUseReserve).map { ($0, error) }
        }
        report.commits += 1
        for job in done { report.results.append((job, nil)) }
        return []
    }

    private mutating func stopIfFatal(_ jobs: [GroupCommitJob<Store>], _ connection: Connection) -> Bool {
        guard let failure = connection.storageFailure, isFatal(failure) else { return false }
        // The process stops next; a failed ROLLBACK adds nothing to the failure already in hand.
        _ = try? connection.rollback()
        fail(jobs, failure, connection)
        report.fatal = failure
        return true
    }

    private mutating func fail(_ jobs: [GroupCommitJob<Store>], _ error: any Error, _ connection: Connection) {
        for job in jobs { report.results.append((job, error)) }
        if isFatal(connection.storageFailure) { report.fatal = connection.storageFailure }
    }

    private func isFatal(_ failure: SQLiteError?) -> Bool { failure.map { $0.code != .full } ?? false }
}
