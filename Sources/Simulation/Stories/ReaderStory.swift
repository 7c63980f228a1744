import SQLite

/// A database with its owner, and readers beside it and after it. What is in the WAL is moved into the file by the
/// owner alone, when it says so: a reader changes nothing on the disk.
enum ReaderStory {
    static let title = "readers beside the owner of a database, and after it"

    private static let path = "coordinator.sqlite"
    private static let rows = 20

    /// Reads after every commit, and once more when the owner is gone.
    /// - Throws: `CrashViolation` when a reader has written, or has read something else than what was committed.
    static func run() throws {
        let disk = FaultDisk(name: "readers", seed: 1)
        var owner: Connection? = try Connection(
            path: path,
            configuration: ConnectionConfiguration(lock: .process, vfs: disk.vfs)
        )
        try owner?.execute("CREATE TABLE note (number INTEGER NOT NULL) STRICT")
        for number in 1...rows {
            _ = try owner?.run("INSERT INTO note (number) VALUES ($number)", ["number": .integer(number)])
            try read(number, on: disk)
        }
        var reader: Connection? = try open(disk)
        try check(reader, rows)
        owner = nil
        let before = writes(disk)
        reader = nil
        try require(reader == nil && writes(disk) == before, "the last reader has moved the WAL into the file")
        try read(rows, on: disk)
    }

    private static func read(_ number: Int, on disk: FaultDisk) throws {
        let before = writes(disk)
        try check(try open(disk), number)
        try require(writes(disk) == before, "a reader of row \(number) has written")
    }

    private static func open(_ disk: FaultDisk) throws -> Connection {
        try Connection(path: path, configuration: ConnectionConfiguration(mode: .readOnly, vfs: disk.vfs))
    }

    private static func check(_ reader: Connection?, _ number: Int) throws {
        let last = try reader?.first("SELECT max(number) AS last FROM note") { row throws(SQLiteError) in
            try row.integer("last")
        }
        try require(last == Int64(number), "row \(number) was committed, and a reader sees \(last ?? 0)")
    }

    /// What reached the disk and changed something.
    private static func writes(_ disk: FaultDisk) -> Int {
        disk.calls(.write) + disk.calls(.truncate) + disk.calls(.delete) + disk.calls(.sync)
    }
}
