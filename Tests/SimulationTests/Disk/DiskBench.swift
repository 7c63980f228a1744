import SQLite
import Simulation
import TestSupport
import Testing

/// One table of numbered rows on a faulty disk.
enum DiskBench {
    static let path = "/disk/rows.sqlite"

    /// - Parameter owns: whether the connection is the file's owner, who makes its WAL durable anew.
    static func open(
        _ disk: FaultDisk,
        exclusively: Bool = false,
        synchronous: String = "FULL",
        owns: Bool = true
    ) throws -> Connection {
        let connection = try Connection(
            path: path,
            configuration: ConnectionConfiguration(
                lock: !owns ? .none : exclusively ? .exclusive : .process,
                busyTimeoutMilliseconds: 0,
                vfs: disk.vfs
            )
        )
        try connection.execute("PRAGMA synchronous=\(synchronous)")
        return connection
    }

    static func makeTable(_ connection: Connection) throws {
        try connection.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    }

    /// Commits one row; its text depends on its number alone.
    static func add(_ number: Int, to connection: Connection) throws {
        let text = String(repeating: "\(number) ", count: 1 + number * 37 % 400)
        try connection.run(
            "INSERT INTO row (id, text) VALUES ($id, $text)",
            ["id": .integer(number), "text": .text(text)]
        )
    }

    /// The numbers of the rows, in a file without a fault.
    static func rows(_ connection: Connection) throws -> [Int64] {
        try connection.quickCheck()
        return try connection.all("SELECT id FROM row ORDER BY id") { row throws(SQLiteError) in try row.integer("id") }
    }

    /// What became of rows that were committed until the power went at some call.
    struct History {
        var committed = 0
        var survived = 0
        var torn = 0
        /// Whether what survived is what was committed first, without a gap.
        var isPrefix = true
    }

    /// Commits rows, with checkpoints between, until the power goes; then looks at what survived.
    static func history(
        _ random: inout SplitMix64,
        exclusively: Bool,
        synchronous: String
    ) throws -> History {
        let disk = FaultDisk(name: "rows", seed: random.next())
        try makeTable(open(disk, exclusively: exclusively))
        disk.crashAtCall = disk.calls + Int.random(in: 1...250, using: &random)
        var history = History()
        do {
            let connection = try open(disk, exclusively: exclusively, synchronous: synchronous)
            for number in 1...60 {
                try add(number, to: connection)
                history.committed = number
                if Int.random(in: 0..<6, using: &random) == 0 { try connection.checkpoint() }
            }
        } catch let error as SQLiteError {
            try #require(disk.isDown, "\(error)")
        }
        disk.crash()
        let found = try rows(open(disk, exclusively: exclusively))
        history.survived = found.count
        history.isPrefix = found.enumerated().allSatisfy { $0.element == Int64($0.offset + 1) }
        history.torn = disk.count(of: .tornSector)
        return history
    }
}
