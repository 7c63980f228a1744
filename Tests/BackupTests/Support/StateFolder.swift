import SQLite
import TestSupport

@testable import Backup

/// A state folder as a coordinator leaves it, with everything that a backup takes and some of what it must not take.
struct StateFolder {
    let directory: TemporaryDirectory
    var path: String { directory.path("state") }
    /// The operator's token is outside of the folder, as the configuration allows.
    var operatorToken: String { directory.path("operator.token") }

    /// What is beside the database, by its path.
    static let files = [
        "keys/root.key": "root", "keys/command.key": "command", "keys/audit.key": "audit", "keyset.jwt": "keyset",
        "tls.key": "private", "tls.crt": "certificate", "rail-sandbox/payments.jsonl": "{\"n\":1}\n{\"n\":2}\n",
    ]

    init() throws {
        directory = try TemporaryDirectory()
        for folder in ["", "/keys", "/rail-sandbox"] { try makeFolder(path + folder) }
        for (name, text) in Self.files { try writeFile("\(path)/\(name)", text) }
        try writeFile(operatorToken, "token")
        for name in ["generation", "audit.pub", "keys/notes.txt", "rail-sandbox/cursor.tmp"] {
            try writeFile("\(path)/\(name)", "not taken")
        }
        let database = try openDatabase()
        try database.setApplicationID(0x4D74_4D6B)
        try database.execute("CREATE TABLE sale (number INTEGER PRIMARY KEY, pair INTEGER NOT NULL) STRICT")
        for number in 1...Int64(20) { try Self.insert(number, into: database) }
    }

    /// The database, as its coordinator has it open.
    func openDatabase() throws -> Connection {
        try Connection(
            path: "\(path)/\(BackupManifest.database)",
            configuration: ConnectionConfiguration(mode: .create, lock: .process)
        )
    }

    /// One transaction of two rows: a copy has both or none.
    static func insert(_ number: Int64, into database: Connection) throws {
        try database.transaction {
            for half in [2 * number, 2 * number + 1] {
                try database.run(
                    "INSERT INTO sale (number, pair) VALUES ($number, $pair)",
                    ["number": .integer(half), "pair": .integer(number)]
                )
            }
        }
    }

    /// The numbers of the rows in a database.
    static func rows(of path: String) throws -> [Int64] {
        let database = try Connection(path: path, configuration: ConnectionConfiguration(mode: .readOnly))
        return try database.all("SELECT number FROM sale ORDER BY number") { row throws(SQLiteError) in
            try row.integer("number")
        }
    }

    func snapshot(name: String = "a", operatorToken: String? = nil) throws -> Snapshot {
        try Snapshot(
            of: path,
            operatorToken: operatorToken ?? self.operatorToken,
            deployment: "deployment",
            generation: 3,
            takenAt: 1_790_000_000_123,
            name: name
        )
    }

    /// Takes a backup to a file and returns the file's path.
    func backup(to name: String = "backup.tar") throws -> String {
        let file = directory.path(name)
        try writeFile(file, try Self.bytes(of: try snapshot()))
        return file
    }

    /// The whole file of a snapshot.
    static func bytes(of snapshot: Snapshot) throws -> [UInt8] {
        var pieces = snapshot.pieces()
        var bytes: [UInt8] = []
        while let piece = try pieces.next() { bytes += piece }
        return bytes
    }

    /// What is in the state folder, without the database's own files.
    func names() throws -> [String] {
        try Folder.names(in: path).filter { !$0.hasPrefix(BackupManifest.database) }
    }
}
