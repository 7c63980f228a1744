import Coordinator
import Database

/// The coordinator's database on a faulty disk. Everything happens in the call, on the caller's thread.
// Safety: one world is one chain of calls, each awaited before the next, so nobody else is in the database.
final class SimulatedDatabase: Database, @unchecked Sendable {
    private let serial: SQLiteSerialDatabase

    init(on disk: FaultDisk) throws {
        serial = try SQLiteSerialDatabase(
            SQLiteDatabaseConfiguration(path: "coordinator.sqlite"),
            migrations: Schema.migrations,
            vfs: disk.vfs
        )
    }

    /// Whether it still takes work: false after an I/O error, at which the program would end.
    var isOpen: Bool { serial.isOpen }

    /// Moves what it can from the WAL to the file.
    func checkpoint() throws { try serial.checkpoint() }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try serial.write(body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try serial.read(body)
    }

    /// For use without waiting.
    func look<T>(_ body: (any Transaction) throws -> T) throws -> T { try serial.read(body) }

    var statistics: DatabaseStatistics { .none }

    func close() async {}
}
