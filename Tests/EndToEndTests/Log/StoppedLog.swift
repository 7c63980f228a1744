import Foundation
import Passport
import Protocol
import SQLite
import TestSupport
import TileStore

/// The state folder of a coordinator that runs only while a test lets it: leaves are entered as its transactions would,
/// and it publishes them when it is started.
struct StoppedLog {
    let folder: TemporaryDirectory
    private let port: Int

    init() async throws {
        folder = try TemporaryDirectory()
        port = try freePort()
        let text = """
            {"listen":{"host":"127.0.0.1","port":\(port)},"publicURL":"https://127.0.0.1:\(port)",
            "rails":[],"log":{"name":"log.example/test"}}
            """
        try writeFile(folder.path("coordinator.json"), Array(text.utf8))
        _ = try await run(until: 0)
    }

    var state: String { folder.path("state") }
    var files: LogFolder { LogFolder("\(state)/log") }

    var key: NoteKey {
        get throws {
            let text = String(decoding: try readFile("\(state)/log.pub"), as: UTF8.self)
            return try NoteKey(text: text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// The published checkpoint.
    func shown() throws -> Checkpoint? {
        try files.checkpoint().map { try LogPolicy(log: key).checkpoint(of: $0) }
    }

    /// Enters leaves, each of a subject of its own.
    func enter(_ numbers: Range<Int>) throws {
        let database = try open()
        try database.transaction {
            for number in numbers {
                let leaf = try LogLeaf(
                    .commission,
                    of: "serial \(number)",
                    milliseconds: 1,
                    actor: "test",
                    hashes: ["epcis": "\(number)"]
                )
                let entry = try leaf.bytes()
                try database.run(
                    """
                    INSERT INTO pending_leaf (subject, sequence, entry, hash)
                    VALUES ($subject, 0, $entry, $hash)
                    """,
                    [
                        "subject": .text(leaf.subject), "entry": .blob(entry),
                        "hash": .blob(TreeHash.leaf(entry).bytes),
                    ]
                )
            }
        }
    }

    /// Changes the database.
    func execute(_ sql: String) throws { try open().execute(sql) }

    private func open() throws -> Connection {
        try Connection(
            path: "\(state)/coordinator.sqlite",
            configuration: ConnectionConfiguration(mode: .readWrite, lock: .process)
        )
    }

    /// Starts the coordinator and stops it when it has published so many leaves.
    /// - Parameter step: where it is killed, as `FaultPoint` has it.
    /// - Returns: whether it was killed there.
    func run(killedAt step: String = "", until size: UInt64 = .max) async throws -> Bool {
        let process = try ChildProcess(
            BuiltProducts.path("mintmark-coordinator"),
            arguments: ["--config", folder.path("coordinator.json"), "--state", state],
            environment: ["MINTMARK_KILL_AT": step]
        )
        var isDone = false
        try await eventually("the coordinator has published", timeoutSeconds: 60) {
            if process.exit != nil { return true }
            isDone = try shown().map { $0.size >= size } ?? false
            return isDone
        }
        guard isDone else {
            guard !step.isEmpty else { throw TestSupportError("the coordinator ended: \(process.lines.suffix(5))") }
            return true
        }
        process.terminate()
        _ = try await process.waitUntilExit(timeoutSeconds: 30)
        return false
    }

    /// What is wrong with files and mirror.
    func faults() throws -> [LogFault] {
        var check = LogCheck(files: files, mirror: try MirrorFile(stateFolder: state), key: try key)
        try check.run()
        return check.faults
    }

    /// Proves each checkpoint to be the beginning of the newest one.
    func checkConsistency(of checkpoints: [Checkpoint]) throws {
        guard let head = try shown() else { throw TestSupportError("nothing is published") }
        let tree = LogTree(size: head.size, source: files.hashes(size: head.size))
        for old in checkpoints {
            try LogProofs.checkConsistency(
                from: old.root,
                oldSize: old.size,
                to: head.root,
                size: head.size,
                proof: tree.consistencyProof(from: old.size)
            )
        }
    }
}
