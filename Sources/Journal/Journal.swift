internal import SQLite
internal import Synchronization

/// The machine's journal for programs: a `JournalStore` on a thread of its own, with group commit.
///
/// **What `transact` returns is on the disk**: it returns after the COMMIT that fsynced it. After a read, write or
/// fsync error, or damage, everybody waiting gets the error, nothing more is accepted and the process has to stop.
package final class Journal: Sendable {
    private let writer: GroupCommitWriter<JournalStore>

    /// Opens the journal of a folder.
    ///
    /// - Parameter onFatal: told once, on the journal's thread, that the process has to stop and start again.
    package static func open(
        directory: String,
        configuration: JournalConfiguration = JournalConfiguration(),
        onFatal: @escaping @Sendable (JournalError) -> Void
    ) async throws -> (journal: Journal, opening: JournalOpening) {
        let opened = Mutex<JournalOpening?>(nil)
        let writer = try await GroupCommitWriter.start(
            configuration: configuration.writer,
            onFatal: { failure in
                // The next start then reads the whole file, and puts it aside if it is damaged.
                if failure.meansDamagedFile { JournalFiles(directory: directory).markSuspect() }
                onFatal(JournalError(failure, while: "writing the journal in \(directory)"))
            },
            makeStore: {
                let (store, opening) = try JournalStore.open(directory: directory, configuration: configuration)
                opened.withLock { $0 = opening }
                return store
            }
        )
        guard let opening = opened.withLock({ $0 }) else {
            preconditionFailure("a started writer has opened its store")
        }
        return (Journal(writer: writer), opening)
    }

    private init(writer: GroupCommitWriter<JournalStore>) { self.writer = writer }

    /// Runs the body as one unit and returns its value once it is durable; when it throws, nothing of it happened.
    ///
    /// The body may run twice and must change nothing but the store. Bodies of many callers share one commit; one that
    /// throws harms no other. Cancelling the task does not take the body back.
    package func transact<T: Sendable>(_ body: @escaping @Sendable (JournalStore) throws -> T) async throws -> T {
        do {
            return try await writer.write(body)
        } catch let error as SQLiteError {
            throw JournalError(error, while: "committing to the journal")
        }
    }

    /// Runs the body between commits, so it sees committed data only. It may change nothing.
    package func read<T: Sendable>(_ body: @escaping @Sendable (JournalStore) throws -> T) async throws -> T {
        do {
            return try await writer.read(body)
        } catch let error as SQLiteError {
            throw JournalError(error, while: "reading the journal")
        }
    }

    /// How the journal stands, the writer included.
    package func statistics(now: JournalInstant) async throws -> JournalStatistics {
        var statistics = try await read { try $0.statistics(now: now) }
        statistics.writer = writer.statistics
        return statistics
    }

    /// Writes what waits, closes the files and frees the folder.
    package func close() async { await writer.close() }

    /// Whether work is still taken: false after `close()` and after a fatal error.
    package var isOpen: Bool { writer.isOpen }
}
