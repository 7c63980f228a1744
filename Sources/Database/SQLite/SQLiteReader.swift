internal import SQLite

/// A read-only connection on its own thread. It never checkpoints: that is the writer's alone.
final class SQLiteReader: Sendable {
    private let thread: SerialThread<Connection>

    /// Opens the file on a new thread.
    static func start(path: String, maximumWaiting: Int) async throws -> SQLiteReader {
        SQLiteReader(
            thread: try await SerialThread.start(name: "database-reader", maximumWaiting: maximumWaiting) {
                try Connection(path: path, configuration: ConnectionConfiguration(mode: .readOnly))
            }
        )
    }

    private init(thread: SerialThread<Connection>) { self.thread = thread }

    /// Runs the body on one snapshot.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await thread.perform { connection in
            try connection.reading {
                try connection.transaction(.deferred) { try SQLiteTransaction.perform(on: connection, body) }
            }
        }
    }

    /// Takes nothing more, and returns when what waited is answered and the connection is closed.
    func close() async { await thread.close() }
}
