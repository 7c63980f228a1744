internal import Glibc
internal import SQLite

extension JournalStore {
    /// Opens or makes the journal of a folder, which it then owns until it is released.
    ///
    /// The time does not grow with what is stored: a clean journal gets a few look-ups; after an unclean stop SQLite
    /// replays the WAL, which is bounded by the checkpoints, and a file of at most `checkedPagesAtStart` is checked.
    /// Only after damage was seen while running is a larger one read in full. Throws `.locked`, `.newerFormat`,
    /// `.cannotOpen`, `.full`, `.storageFailed`.
    package static func open(
        directory: String,
        configuration: JournalConfiguration = JournalConfiguration()
    ) throws(JournalError) -> (store: JournalStore, opening: JournalOpening) {
        try open(directory: directory, configuration: configuration, on: SystemFileSystem())
    }

    /// As above, on a disk of the caller's own, as a simulator does.
    package static func open(
        directory: String,
        configuration: JournalConfiguration,
        on system: any JournalFileSystem
    ) throws(JournalError) -> (store: JournalStore, opening: JournalOpening) {
        try open(JournalFiles(directory: directory, system: system), configuration) {
            system.availableBytes(in: directory)
        }
    }

    /// As the first, with the free bytes of the disk told by the caller.
    package static func open(
        directory: String,
        configuration: JournalConfiguration,
        availableBytes: @escaping () -> Int64
    ) throws(JournalError) -> (store: JournalStore, opening: JournalOpening) {
        try open(JournalFiles(directory: directory), configuration, availableBytes)
    }

    private static func open(
        _ files: JournalFiles,
        _ configuration: JournalConfiguration,
        _ availableBytes: @escaping () -> Int64
    ) throws(JournalError) -> (store: JournalStore, opening: JournalOpening) {
        let directory = files.directory
        let made = files.makeDirectory()
        guard made == 0 else {
            throw JournalError(.cannotOpen, "cannot make \(directory): \(String(cString: strerror(made)))")
        }
        do {
            // Before anything else: opening replays the WAL, and quarantine renames files.
            let lock = try files.system.lock(files.lock)
            let open = { try JournalStore.attach(files, lock, configuration, availableBytes) }
            if files.isTruncated {
                return try replace(files, because: "the database file is empty but its WAL is not", open)
            }
            let isNew = (files.size(files.database) ?? 0) == 0
            do {
                let (store, wasClean) = try open()
                return (store, isNew ? .fresh : .existing(wasClean: wasClean))
            } catch let error as SQLiteError where error.meansDamagedFile {
                return try replace(files, because: error.message, open)
            }
        } catch let error as JournalError {
            throw error
        } catch let error as SQLiteError {
            throw JournalError(error, while: "opening the journal in \(directory)")
        } catch {
            throw JournalError(.storageFailed, "opening the journal in \(directory): \(error)", cause: error)
        }
    }

    private static func replace(
        _ files: JournalFiles,
        because reason: String,
        _ open: () throws -> (JournalStore, Bool)
    ) throws -> (store: JournalStore, opening: JournalOpening) {
        switch files.quarantine() {
        case .success(let path):
            files.clearSuspect()
            let (store, _) = try open()
            return (store, .damagedQuarantined(path: path, reason: reason))
        case .failure(let failure):
            throw JournalError(
                .storageFailed,
                "\(files.database) is damaged (\(reason)) and could not be renamed: \(failure.text)"
            )
        }
    }

    private static func attach(
        _ files: JournalFiles,
        _ lock: LockFile?,
        _ configuration: JournalConfiguration,
        _ availableBytes: @escaping () -> Int64
    ) throws -> (JournalStore, Bool) {
        let connection = try Connection(
            path: files.database,
            configuration: ConnectionConfiguration(
                lock: .exclusiveUnderOwnLock,
                maximumPages: configuration.maximumPages,
                vfs: files.system.sqliteVFS
            )
        )
        let before = try connection.migrate(
            applicationID: JournalSchema.applicationID,
            JournalSchema.migrations
        )
        if before == 0 { files.syncDirectory() }
        let marks = try JournalMarks.load(from: connection)
        let isSuspect = files.size(files.suspect) != nil
        let isSmall = try connection.pageCount() <= configuration.checkedPagesAtStart
        if isSuspect || (!marks.isClean && isSmall) { try connection.quickCheck() }
        try probe(connection, marks)
        if isSuspect { files.clearSuspect() }
        let store = JournalStore(
            connection: connection,
            files: files,
            lock: lock,
            configuration: configuration,
            availableBytes: availableBytes
        )
        try store.change("starting a life of the journal") {
            try store.changeMarks {
                $0.life += 1
                $0.isClean = false
            }
        }
        // Without it the journal still answers and drains; only intents are refused until there is room.
        if !store.ballast.isWhole { _ = store.ballast.create() }
        return (store, marks.isClean)
    }

    /// Reads the ends of what matters and compares them with the marks: a bounded number of pages.
    private static func probe(_ connection: Connection, _ marks: JournalMarks) throws(SQLiteError) {
        let lastReceipt = try connection.first("SELECT max(sequence) AS last FROM receipt") {
            row throws(SQLiteError) in try row.optionalInteger("last")
        }
        let lastCommand = try connection.first(
            "SELECT max(counter) AS last FROM command WHERE incarnation = $incarnation",
            ["incarnation": .integer(marks.incarnation)]
        ) { row throws(SQLiteError) in try row.optionalInteger("last") }
        let open = try connection.all("SELECT id, state FROM command WHERE state < 2") {
            row throws(SQLiteError) in try row.integer("state")
        }
        let intents = open.count { $0 == CommandState.intended }
        guard (lastReceipt ?? nil) ?? 0 < marks.nextSequence, (lastCommand ?? nil) ?? 0 <= marks.lastCounter,
            open.count == marks.openCommands, intents == marks.openIntents
        else {
            throw SQLiteError(.corrupt, "the rows of \(connection.path) contradict its marks")
        }
    }
}
