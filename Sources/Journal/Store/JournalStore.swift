package import SQLite

/// The machine's durable store: inbox, intents, outcomes, receipts, telemetry and small state, as opaque bytes.
///
/// Synchronous and single-threaded, so that a simulator drives it directly; programs use `Journal`. Every method is
/// one transaction, or part of the one that is open. It keeps nothing in memory that a rollback would have to undo.
package final class JournalStore: GroupCommitStore {
    package let connection: Connection
    /// The folder of the journal's files.
    package let directory: String
    /// The limits.
    package let configuration: JournalConfiguration

    let files: JournalFiles
    let ballast: Ballast
    let availableBytes: () -> Int64
    private let lock: LockFile?
    private var stopped: SQLiteError?
    package var jobMayUseReserve = false
    var isReserveReleased = false

    init(
        connection: Connection,
        files: JournalFiles,
        lock: LockFile?,
        configuration: JournalConfiguration,
        availableBytes: @escaping () -> Int64
    ) {
        self.connection = connection
        self.directory = files.directory
        self.files = files
        self.lock = lock
        self.configuration = configuration
        self.availableBytes = availableBytes
        self.ballast = Ballast(path: files.reserve, bytes: configuration.reserveBytes, system: files.system)
    }

    package func jobWillStart() { jobMayUseReserve = false }

    /// Runs several changes as one transaction, as `Journal.transact` does, on this thread.
    @discardableResult
    package func transact<T>(_ body: (JournalStore) throws -> T) throws -> T {
        if connection.isInTransaction { return try connection.savepoint { try body(self) } }
        if let stopped { throw JournalError(.closed, "the journal stopped after: \(stopped.message)", cause: stopped) }
        return try withoutActuallyEscaping(body) { body in
            var value: T?
            let job = GroupCommitJob<JournalStore>(perform: { value = try body($0) }, finish: { _ in })
            var batch = GroupCommitBatch(store: self, configuration: configuration.writer)
            let report = batch.run(job)
            stopped = report.fatal
            if let error = report.results.first?.error { throw error }
            guard let value else { preconditionFailure("a job that succeeded has run and left a value") }
            return value
        }
    }

    /// One change: a transaction, or a savepoint of the open one; errors of the database become the journal's.
    @discardableResult
    func change<T>(
        _ operation: @autoclosure () -> String,
        _ body: () throws -> T
    ) throws(JournalError) -> T {
        try named(operation()) { try transact { _ in try body() } }
    }

    /// One look at the data.
    func look<T>(_ operation: @autoclosure () -> String, _ body: () throws -> T) throws(JournalError) -> T {
        try named(operation(), body)
    }

    /// The marks as they are in the open transaction.
    func marks() throws(SQLiteError) -> JournalMarks { try JournalMarks.load(from: connection) }

    /// Changes the marks in the open transaction.
    /// - Parameter before: the marks as they are, when the caller has just read them.
    func changeMarks(
        from before: JournalMarks? = nil,
        _ body: (inout JournalMarks) -> Void
    ) throws(SQLiteError) {
        let old: JournalMarks
        if let before { old = before } else { old = try marks() }
        var marks = old
        body(&marks)
        precondition(marks.isConsistent, "the marks agree with each other after every change")
        try marks.save(over: old, to: connection)
    }

    /// Throws when bytes are over their limit.
    func checkSize(_ bytes: [UInt8], _ what: @autoclosure () -> String) throws(JournalError) {
        guard bytes.count <= configuration.maximumPayloadBytes else {
            throw JournalError(
                .tooLarge,
                "\(what()) has \(bytes.count) bytes, the limit is \(configuration.maximumPayloadBytes)"
            )
        }
    }

    /// Throws when a name is empty or long.
    func checkName(_ name: String, _ what: String) throws(JournalError) {
        guard (1...128).contains(name.utf8.count) else {
            throw JournalError(.invalidField, "\(what) has \(name.utf8.count) bytes; 1 to 128 are allowed")
        }
    }

    private func named<T>(
        _ operation: @autoclosure () -> String,
        _ body: () throws -> T
    ) throws(JournalError) -> T {
        do {
            return try body()
        } catch let error as JournalError {
            throw error
        } catch let error as SQLiteError {
            throw JournalError(error, while: operation())
        } catch {
            throw JournalError(.receiptNotMade, "\(operation()): \(error)", cause: error)
        }
    }
}
