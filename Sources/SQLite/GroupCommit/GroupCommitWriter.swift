internal import Platform

/// One thread that owns one store and one file: the only writer and the only checkpointer.
///
/// Everything that waits while an fsync runs goes into the next commit, so many callers share one fsync without a
/// timer. **A caller gets its result only after the COMMIT that fsynced it.** A body runs inside a savepoint: when it
/// throws, only its own work is undone. It may be run twice (after a rollback that a neighbour caused), so it must do
/// nothing but change the store. Cancelling the caller's task does not take a job back.
package final class GroupCommitWriter<Store: GroupCommitStore>: Sendable {
    private let queue: GroupCommitQueue<Store>
    private let end: CompletionGate

    /// Starts the thread and makes the store on it.
    ///
    /// - Parameters:
    ///   - onFatal: called once, on the writer's thread, after a read, write or fsync error or damage. Everybody
    ///     waiting has got that error by then and nothing more is accepted; the process has to stop and read the file
    ///     again, since the kernel may have dropped what it could not write.
    ///   - makeStore: opens the file. Its error is thrown here.
    package static func start(
        configuration: GroupCommitConfiguration = GroupCommitConfiguration(),
        onFatal: @escaping @Sendable (SQLiteError) -> Void,
        makeStore: @escaping @Sendable () throws -> Store
    ) async throws -> GroupCommitWriter {
        let queue = GroupCommitQueue<Store>(limit: configuration.maximumQueuedJobs)
        let end = CompletionGate()
        try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
            do {
                try DedicatedThread.start(configuration.threadName, signals: .none) {
                    do {
                        let store = try makeStore()
                        opened.resume()
                        var loop = GroupCommitLoop(
                            store: store,
                            queue: queue,
                            configuration: configuration,
                            onFatal: onFatal
                        )
                        loop.run()
                    } catch {
                        queue.close()
                        opened.resume(throwing: error)
                    }
                    // The store, its connection and its lock are gone here.
                    end.open()
                }
            } catch {
                opened.resume(throwing: SQLiteError(.other, "\(error)"))
            }
        }
        return GroupCommitWriter(queue: queue, end: end)
    }

    private init(queue: GroupCommitQueue<Store>, end: CompletionGate) {
        self.queue = queue
        self.end = end
    }

    // Without this the thread would wait for ever; what was accepted is still written.
    deinit { queue.close() }

    /// Runs the body in the next batch and returns its value once that batch is durable.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Store) throws -> T) async throws -> T {
        try await perform(body) { .write($0) }
    }

    /// Runs the body between batches, so it sees committed data only and its own earlier writes. It may change nothing.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Store) throws -> T) async throws -> T {
        try await perform(body) { .read($0) }
    }

    /// Takes nothing more, writes what waits, closes the file and returns when the thread is done with it.
    package func close() async {
        queue.close()
        await end.wait()
    }

    /// Whether jobs are still taken: false after `close()` and after a fatal error.
    package var isOpen: Bool { queue.acceptsItems }

    /// What the writer did so far.
    package var statistics: GroupCommitStatistics { queue.currentStatistics }

    private func perform<T: Sendable>(
        _ body: @escaping @Sendable (Store) throws -> T,
        _ item: (GroupCommitJob<Store>) -> GroupCommitQueue<Store>.Item
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            var value: T?
            let job = GroupCommitJob<Store>(
                perform: { value = try body($0) },
                finish: { error in
                    if let error {
                        continuation.resume(throwing: error)
                    } else if let value {
                        continuation.resume(returning: value)
                    } else {
                        preconditionFailure("a job that succeeded has run and left a value")
                    }
                }
            )
            if let refusal = queue.add(item(job)) { continuation.resume(throwing: refusal) }
        }
    }
}
