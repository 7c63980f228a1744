import Database
import Glibc
import Passport
import TestSupport
import TileStore

@testable import Coordinator

/// A shop whose log a test drives step by step.
struct LogShop {
    let shop: Shop
    let sequencer: LogSequencer

    init(change: (inout CoordinatorConfiguration) -> Void = { _ in }) async throws {
        self.init(try await Shop.open(change: change))
    }

    private init(_ shop: Shop) {
        self.shop = shop
        sequencer = LogSequencer(shop.coordinator.log)
    }

    var runtime: Runtime { shop.coordinator.runtime }
    var files: LogFolder { shop.coordinator.log.files }
    var key: NoteKey { shop.coordinator.log.signer.verifier }
    var state: String { shop.folder.path + "/state" }

    static func subject(_ number: Int) -> String { "https://id.gs1.org/01/09520123456788/21/SERIAL\(number)" }

    /// Enters leaves, all in one transaction.
    func append(_ subjects: Range<Int>, _ kind: LogLeaf.Kind = .commission) async throws {
        try await Self.append(subjects, kind, runtime)
    }

    static func append(_ subjects: Range<Int>, _ kind: LogLeaf.Kind, _ runtime: Runtime) async throws {
        try await runtime.perform { work in
            for number in subjects {
                try LogBook.append(
                    kind,
                    of: subject(number),
                    actor: "coordinator",
                    hashes: ["epcis": "\(number)"],
                    in: work
                )
            }
        }
    }

    func head() async throws -> LogHead { try await runtime.view { try LogHead.read(in: $0) } }

    func published() throws -> Checkpoint? {
        try files.checkpoint().map { try LogPolicy(log: key).checkpoint(of: $0) }
    }

    func openAlarms() async throws -> [String] {
        try await runtime.view { try AlarmBook.list(openOnly: true, limit: 100, in: $0) }.map(\.code)
    }

    /// Stops the coordinator, does something to its folder, and starts another one.
    func restarted(_ body: (String) throws -> Void = { _ in }) async throws -> LogShop {
        await shop.close()
        try body(state)
        try await shop.restart()
        return LogShop(shop)
    }

    /// Stops the coordinator and compares files and mirror.
    func faults() async throws -> [LogFault] {
        let (files, key) = (files, key)
        await shop.close()
        var check = LogCheck(files: files, mirror: try MirrorFile(stateFolder: state), key: key)
        try check.run()
        return check.faults
    }

    /// The database's files.
    static let databaseFiles = ["coordinator.sqlite", "coordinator.sqlite-wal"]

    static func copy(_ names: [String], from folder: String, to target: String) throws {
        if access(target, F_OK) != 0 { mkdir(target, 0o700) }
        for name in names where access("\(folder)/\(name)", F_OK) == 0 {
            try writeFile("\(target)/\(name)", readFile("\(folder)/\(name)"))
        }
    }

    /// Moves the files of the log away.
    static func hideLog(_ state: String) throws {
        guard rename("\(state)/log", "\(state)/log.away") == 0 else { throw TestSupportError("no log in \(state)") }
    }
}
