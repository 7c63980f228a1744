internal import SQLite

/// A read-only connection on its own thread. It never checkpoints: that is the writer's alone.
final class SQLiteReader: Sendable {
    private let thread: SerialThread<Source>

    /// The connection and what is known of its queries; used on the thread only.
    final class Source {
        let connection: Connection
        let names = ColumnNames()

        init(path: String) throws {
            connection = try Connection(path: path, configuration: ConnectionConfiguration(mode: .readOnly))
        }
    }

    /// Opens the file on a new thread.
    static func start(path: String, maximumWaiting: Int) async throws -> SQLiteReader {
        SQLiteReader(
            thread: try await SerialThread.start(name: "database-reader", maximumWaiting: maximumWaiting) {
                try Source(path: path)
            }
        )
    }

    private init(thread: SerialThread<Source>) { self.thread = thread }

    /// Runs the body on one snapshot.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await thread.perform { source in
            try source.connection.reading {
                try source.connection.transaction(.deferred) {
                    try SQLiteTransaction.perform(on: source.connection, names: source.names, body)
                }
            }
        }
    }

    /// Takes nothing more, and returns when what waited is answered and the connection is closed.
    func close() async { await thread.close() }
}
