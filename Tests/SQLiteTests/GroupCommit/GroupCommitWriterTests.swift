import SQLite
import TestSupport
import Testing

@Suite("GroupCommitWriter", .timeLimit(.minutes(5)))
struct GroupCommitWriterTests {
    let directory: TemporaryDirectory
    let fatal = FatalLog()

    init() throws { directory = try TemporaryDirectory() }

    private func start(
        _ configuration: GroupCommitConfiguration = GroupCommitConfiguration()
    ) async throws -> GroupCommitWriter<NoteStore> {
        let path = directory.path("notes.sqlite")
        return try await GroupCommitWriter.start(configuration: configuration, onFatal: { [fatal] in fatal.add($0) }) {
            try NoteStore(path: path)
        }
    }

    /// Adds notes from as many tasks while the writer's thread is held, so that they all wait at once.
    private func addTogether(_ ids: ClosedRange<Int64>, _ writer: GroupCommitWriter<NoteStore>) async throws {
        let gate = try Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Whatever fails here, the thread must not stay held.
            defer { gate.open() }
            group.addTask { try await writer.write { _ in gate.wait() } }
            try await eventually("the thread is held", timeoutSeconds: 60) { gate.isReached }
            for id in ids { group.addTask { try await writer.write { try $0.add(id) } } }
            try await eventually("all notes wait", timeoutSeconds: 60) { writer.statistics.queuedJobs == ids.count }
            gate.open()
            try await group.waitForAll()
        }
    }

    /// What a crash at this very moment would leave: copied at once, without asking the writer.
    private func copyFiles() throws -> TemporaryDirectory {
        let copy = try TemporaryDirectory()
        for name in ["notes.sqlite", "notes.sqlite-wal"] {
            try writeFile(copy.path(name), try readFile(directory.path(name)))
        }
        return copy
    }

    @Test func concurrentWritersShareCommits() async throws {
        let writer = try await start()
        try await addTogether(1...200, writer)
        let statistics = writer.statistics
        #expect(statistics.committedJobs == 201)
        #expect(statistics.commits <= 2)
        #expect(statistics.batchSizes.total == statistics.commits)
        #expect(statistics.batchSizes.sum == 201)
        #expect(statistics.commitMicroseconds.total == statistics.commits)
        #expect(try await writer.read { try $0.ids() } == Array(1...200))
        await writer.close()
    }

    @Test func anAcknowledgedWriteIsInTheFiles() async throws {
        let writer = try await start()
        for id in Int64(1)...20 {
            try await writer.write { try $0.add(id) }
            let copy = try copyFiles()
            #expect(try NoteStore(path: copy.path("notes.sqlite")).ids() == Array(1...id))
        }
        await writer.close()
    }

    @Test func nothingIsAcknowledgedBeforeTheCommit() async throws {
        let writer = try await start()
        let gate = try Gate()
        let acknowledged = FatalLog()
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { gate.open() }
            group.addTask {
                try await writer.write { store in
                    try store.add(1)
                    gate.wait()
                }
                acknowledged.add(SQLiteError(.other, "acknowledged"))
            }
            try await eventually("the note is inserted and the batch still open", timeoutSeconds: 60) { gate.isReached }
            #expect(acknowledged.all.isEmpty)
            let copy = try copyFiles()
            #expect(try NoteStore(path: copy.path("notes.sqlite")).ids() == [])
            gate.open()
            try await group.waitForAll()
        }
        #expect(acknowledged.all.count == 1)
        await writer.close()
    }

    @Test func afterAFatalErrorNothingIsAccepted() async throws {
        let writer = try await start()
        try await writer.write { try $0.add(1) }
        let fault = try StorageFault(.noSync, on: directory.path("notes.sqlite-wal"))
        await #expect(throws: SQLiteError(.ioError, "")) { try await writer.write { try $0.add(2) } }
        try await eventually("the program is told to stop", timeoutSeconds: 60) { fatal.all.count == 1 }
        await #expect(throws: SQLiteError(.closed, "")) { try await writer.write { try $0.add(3) } }
        await #expect(throws: SQLiteError(.closed, "")) { try await writer.read { try $0.ids() } }
        #expect(!writer.isOpen)
        #expect(writer.statistics.storageErrors == 1)
        await writer.close()
        fault.abandon()
        #expect(try NoteStore(path: directory.path("notes.sqlite")).ids() == [1])
    }

    @Test func aReadChangesNothing() async throws {
        let writer = try await start()
        await #expect(throws: SQLiteError(.readOnly, "")) { try await writer.read { try $0.add(1) } }
        #expect(try await writer.read { try $0.ids() } == [])
        await writer.close()
    }

    @Test func closingWritesWhatWaitsAndFreesTheFile() async throws {
        let writer = try await start()
        try await addTogether(1...10, writer)
        await writer.close()
        await writer.close()
        await #expect(throws: SQLiteError(.closed, "")) { try await writer.write { try $0.add(11) } }
        let again = try await start()
        #expect(try await again.read { try $0.ids().count } == 10)
        await again.close()
    }

    @Test func aForgottenWriterFreesTheFile() async throws {
        do {
            let writer = try await start()
            try await writer.write { try $0.add(1) }
        }
        let path = directory.path("notes.sqlite")
        try await eventually("the lock is free", timeoutSeconds: 60) { (try? NoteStore(path: path)) != nil }
    }

    @Test func anErrorOfTheFactoryIsThrown() async throws {
        let writer = try await start()
        await #expect(throws: SQLiteError(.locked, "")) { _ = try await start() }
        await writer.close()
    }

    @Test func aFullQueueRefuses() async throws {
        let writer = try await start(GroupCommitConfiguration(maximumBatchJobs: 1, maximumQueuedJobs: 2))
        let gate = try Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { gate.open() }
            group.addTask { try await writer.write { _ in gate.wait() } }
            try await eventually("the thread is held", timeoutSeconds: 60) { gate.isReached }
            for id in Int64(1)...2 { group.addTask { try await writer.write { try $0.add(id) } } }
            try await eventually("two wait", timeoutSeconds: 60) { writer.statistics.queuedJobs == 2 }
            await #expect(throws: SQLiteError(.queueFull, "")) { try await writer.write { try $0.add(3) } }
            gate.open()
            try await group.waitForAll()
        }
        await writer.close()
    }

    @Test func movesTheWALIntoTheFileAndReusesIt() async throws {
        let writer = try await start(GroupCommitConfiguration(checkpointPages: 20))
        for id in Int64(1)...200 { try await writer.write { try $0.add(id, bytes: 3_000) } }
        #expect(writer.statistics.checkpoints >= 2)
        let walBytes = try await writer.read { $0.connection.walBytes }
        #expect(walBytes < 60 * 4_120)
        await writer.close()
    }
}
