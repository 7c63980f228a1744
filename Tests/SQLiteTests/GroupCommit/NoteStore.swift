import SQLite
import Synchronization
import Glibc
import TestSupport

/// A store for these tests: numbered notes, and a reserve that raises the page limit.
final class NoteStore: GroupCommitStore {
    struct Refused: Error, Equatable {}

    let connection: Connection
    var reservePages: Int64 = 0
    var onRelease: (() -> Void)?
    private(set) var jobMayUseReserve = false
    private(set) var releases = 0

    init(path: String, maximumPages: Int64? = nil) throws {
        let configuration = ConnectionConfiguration(lock: .exclusive, maximumPages: maximumPages)
        connection = try Connection(path: path, configuration: configuration)
        try connection.execute("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT")
    }

    func jobWillStart() { jobMayUseReserve = false }

    func releaseReserve() -> Bool {
        releases += 1
        if let onRelease {
            onRelease()
            return true
        }
        guard reservePages > 0, let pages = try? connection.maximumPages() else { return false }
        _ = try? connection.setMaximumPages(pages + reservePages)
        reservePages = 0
        return true
    }

    func add(_ id: Int64, bytes: Int = 16, privileged: Bool = false) throws {
        jobMayUseReserve = privileged
        let data = Value.blob([UInt8](repeating: 7, count: bytes))
        try connection.run("INSERT INTO note (id, data) VALUES ($id, $data)", ["id": .integer(id), "data": data])
    }

    func ids() throws -> [Int64] {
        try connection.all("SELECT id FROM note ORDER BY id") { row throws(SQLiteError) in try row.integer("id") }
    }
}

/// Blocks a thread until it is opened: a pipe, so that nothing spins.
final class Gate: Sendable {
    private let reader: Int32
    private let writer: Int32
    private let entered = Mutex(false)

    /// Whether a thread is waiting here, or has been.
    var isReached: Bool { entered.withLock { $0 } }

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw TestSupportError("no pipe") }
        reader = ends[0]
        writer = ends[1]
    }

    deinit {
        close(reader)
        close(writer)
    }

    func open() {
        var byte: UInt8 = 1
        _ = write(writer, &byte, 1)
    }

    func wait() {
        entered.withLock { $0 = true }
        var byte: UInt8 = 0
        _ = read(reader, &byte, 1)
    }
}

/// Remembers what a writer's `onFatal` was called with.
final class FatalLog: Sendable {
    private let errors = Mutex<[SQLiteError]>([])

    var all: [SQLiteError] { errors.withLock { $0 } }

    func add(_ error: SQLiteError) { errors.withLock { $0.append(error) } }
}
