import Glibc
import Passport
import Protocol
import SQLite
import TestSupport
import Testing
import TileStore

/// One byte is changed in each kind of file and each column of the mirror; the check names it.
@Suite("Check of the log")
struct LogCheckTests {
    private static let size = 600

    /// A log of `size` leaves and its mirror.
    private struct Log {
        let directory: TemporaryDirectory
        let files: LogFolder
        let key: NoteKey
        var state: String { directory.path }

        init() throws {
            directory = try TemporaryDirectory()
            files = LogFolder(directory.path + "/log")
            let signer = try NoteSigner(name: "log.example", kind: .log, key: SigningKey())
            key = signer.verifier
            let database = try Connection(path: directory.path + "/coordinator.sqlite")
            try database.execute(
                """
                CREATE TABLE log_leaf (
                    place INTEGER PRIMARY KEY, subject TEXT, sequence INTEGER, entry BLOB, hash BLOB
                );
                CREATE TABLE log_head (size INTEGER, root BLOB, note TEXT, published INTEGER);
                """
            )
            var writer = LogWriter()
            var newest: [String: LogLeaf] = [:]
            try database.execute("BEGIN")
            for place in 0..<LogCheckTests.size {
                let subject = "serial \(place % 50)"
                let leaf = try LogLeaf(
                    .event,
                    of: subject,
                    after: newest[subject],
                    milliseconds: Int64(place),
                    actor: "test",
                    hashes: [:]
                )
                newest[subject] = leaf
                let entry = try leaf.bytes()
                try writer.append(entry, hash: .leaf(entry))
                try database.run(
                    "INSERT INTO log_leaf VALUES ($place, $subject, $sequence, $entry, $hash)",
                    [
                        "place": .integer(Int64(place)), "subject": .text(subject), "sequence": .integer(leaf.sequence),
                        "entry": .blob(entry), "hash": .blob(TreeHash.leaf(entry).bytes),
                    ]
                )
            }
            try database.execute("COMMIT")
            try files.write(writer.takeFiles())
            var note = try SignedNote(
                text: Checkpoint(origin: "log.example", size: writer.size, root: writer.root).text
            )
            try note.sign(with: signer)
            try files.publish(note)
            try database.run(
                "INSERT INTO log_head VALUES ($size, $root, $note, $size)",
                [
                    "size": .integer(Int64(writer.size)), "root": .blob(writer.root.bytes),
                    "note": .text(note.description),
                ]
            )
        }

        func faults() throws -> [LogFault] {
            var check = LogCheck(files: files, mirror: try MirrorFile(stateFolder: state), key: key)
            try check.run()
            return check.faults
        }

        func rebuild() throws -> LogRebuild {
            try LogRebuild(files: files, mirror: MirrorFile(stateFolder: state), key: key)
        }

        func change(_ file: String, byte: Int) throws {
            var bytes = try readFile("\(files.path)/\(file)")
            bytes[byte] ^= 1
            try writeFile("\(files.path)/\(file)", bytes)
        }

        func run(_ sql: String) throws { try Connection(path: state + "/coordinator.sqlite").execute(sql) }

        func entry(_ place: Int) throws -> [UInt8] {
            try files.entries(from: UInt64(place), below: UInt64(LogCheckTests.size))[0]
        }
    }

    @Test func aWholeLogHasNoFault() throws {
        #expect(try Log().faults() == [])
    }

    @Test func namesTheByteOfATile() throws {
        for (file, byte, place) in [("tile/0/001", 3 * 32 + 5, 259 as UInt64?), ("tile/1/000.p/2", 40, nil)] {
            let log = try Log()
            try log.change(file, byte: byte)
            let coordinate = try TileCoordinate(path: file)
            #expect(try log.faults() == [.file(coordinate, byte: byte, place: place)])
            #expect(try log.rebuild().rebuildFiles() == 600)
            #expect(try log.faults() == [])
        }
    }

    @Test func namesTheByteOfABundle() throws {
        let log = try Log()
        // In entry 258: behind the lengths of entries 256 to 258, and 10 bytes of it.
        let byte = try log.entry(256).count + log.entry(257).count + 6 + 10
        try log.change("tile/entries/001", byte: byte)
        let file = TileCoordinate(.entries, index: 1)
        #expect(try log.faults() == [.file(file, byte: byte, place: 258)])
        #expect(throws: TileStoreError(.refused, "")) { try log.rebuild().rebuildMirror() }
        #expect(try log.rebuild().rebuildFiles() == 600)
        #expect(try log.faults() == [])
    }

    @Test func namesTheByteOfALength() throws {
        let log = try Log()
        try log.change("tile/entries/002.p/88", byte: 1)
        let file = TileCoordinate(.entries, index: 2, width: 88)
        #expect(try log.faults() == [.file(file, byte: 1, place: 512)])
    }

    @Test func namesTheColumnAndByteOfARow() throws {
        let cases: [(sql: String, fault: LogFault)] = [
            (
                "UPDATE log_leaf SET entry = CAST(substr(entry, 1, 20) || x'00' || substr(entry, 22) AS BLOB)"
                    + " WHERE place = 300", .row(300, column: "entry", byte: 20)
            ),
            ("UPDATE log_leaf SET hash = zeroblob(32) WHERE place = 5", .row(5, column: "hash", byte: 0)),
            ("UPDATE log_leaf SET subject = 'serial 6' WHERE place = 5", .row(5, column: "subject", byte: 7)),
            ("UPDATE log_leaf SET sequence = 9 WHERE place = 5", .row(5, column: "sequence", byte: 0)),
            ("DELETE FROM log_leaf WHERE place = 257", .noRow(257)),
            ("INSERT INTO log_leaf VALUES (600, 'x', 0, x'00', zeroblob(32))", .extraRow(600)),
        ]
        for (sql, fault) in cases {
            let log = try Log()
            try log.run(sql)
            #expect(try log.faults() == [fault], "\(sql)")
            if case .extraRow = fault { continue }
            #expect(try log.rebuild().rebuildMirror() == 600)
            #expect(try log.faults() == [], "\(sql)")
        }
    }

    @Test func aChangedMirrorMakesNoFiles() throws {
        let log = try Log()
        try log.run("UPDATE log_leaf SET entry = x'00' WHERE place = 300")
        #expect(throws: TileStoreError(.refused, "")) { try log.rebuild().rebuildFiles() }
    }

    @Test func namesACheckpointThatIsNotTheLogs() throws {
        let log = try Log()
        try log.change("checkpoint", byte: 12)
        let faults = try log.faults()
        #expect(faults.count == 1)
        guard case .checkpoint = faults.first else {
            Issue.record("\(faults)")
            return
        }
        #expect(try log.rebuild().rebuildFiles() == 600)
        #expect(try log.faults() == [])
    }

    @Test func namesAMissingFile() throws {
        let log = try Log()
        let file = TileCoordinate(.hashes(level: 0), index: 1)
        unlink("\(log.files.path)/\(file.path)")
        #expect(try log.faults() == [.missing(file)])
    }

    @Test func namesAHistoryWithALeafLeftOut() throws {
        let log = try Log()
        // Entry, hash and tile agree, so only the chain of the serial and the root show it.
        let faults = try {
            let other = try LogLeaf(.event, of: "serial 0", milliseconds: 0, actor: "x", hashes: [:]).bytes()
            let hex = Hex.encode(other)
            let hash = TreeHash.leaf(other)
            try log.run("UPDATE log_leaf SET entry = x'\(hex)', hash = x'\(hash.hex)' WHERE place = 550")
            var tile = try readFile("\(log.files.path)/tile/0/002.p/88")
            tile.replaceSubrange(38 * 32..<39 * 32, with: hash.bytes)
            try writeFile("\(log.files.path)/tile/0/002.p/88", tile)
            return try log.faults()
        }()
        #expect(faults.contains(.chain(550, "serial 0")))
        #expect(faults.contains { if case .root = $0 { true } else { false } })
    }
}
