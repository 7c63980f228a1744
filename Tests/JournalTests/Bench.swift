import Glibc
import Journal
import SQLite
import TestSupport

/// A journal in a temporary folder, and the moves of a command's life in short.
final class Bench {
    let directory: TemporaryDirectory
    let configuration: JournalConfiguration
    private(set) var opening: JournalOpening
    private var opened: JournalStore?
    var available: Int64 = 1 << 40

    init(
        in directory: TemporaryDirectory? = nil,
        _ configuration: JournalConfiguration = Bench.small,
        enrolled: Bool = true
    ) throws {
        let directory = try directory ?? TemporaryDirectory()
        self.directory = directory
        self.configuration = configuration
        opening = .fresh
        try open()
        if enrolled, try store.identity().incarnation == 0 {
            try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
        }
    }

    /// Small payloads, so that the reserve is small.
    static var small: JournalConfiguration {
        var configuration = JournalConfiguration()
        configuration.maximumPayloadBytes = 4_096
        configuration.maximumOpenIntents = 4
        return configuration
    }

    var store: JournalStore {
        get throws {
            guard let opened else { throw TestSupportError("the journal is closed") }
            return opened
        }
    }

    /// Closes as an orderly stop does.
    func close() throws {
        try opened?.willClose()
        opened = nil
    }

    /// Lets go of the files as a crash of the process does.
    func releaseStore() throws { opened = nil }

    /// Opens again after `close()`; without it, as after a crash of the process.
    @discardableResult
    func open() throws -> JournalStore {
        opened = nil
        let (store, opening) = try JournalStore.open(directory: directory.path, configuration: configuration) {
            [weak self] in self?.available ?? 0
        }
        opened = store
        self.opening = opening
        return store
    }

    /// What a crash at this moment leaves for the next process: the files as the kernel has them.
    func crashed() throws -> Bench {
        let copy = try TemporaryDirectory()
        for name in ["journal.sqlite", "journal.sqlite-wal", "journal.reserve"] {
            guard let content = try? readFile(directory.path(name)) else { continue }
            try writeFile(copy.path(name), content)
        }
        return try Bench(in: copy, configuration, enrolled: false)
    }

    func receive(_ counter: Int64) throws {
        guard try store.receive(command(counter)) == .accepted else {
            throw TestSupportError("command \(counter) was not accepted")
        }
    }

    func intend(_ counter: Int64, attempt: Int = 1) throws {
        try store.recordIntent(commandID: "c\(counter)", attempt: attempt, detail: [1], at: instant(2))
    }

    @discardableResult
    func finish(_ counter: Int64, bytes: Int = 8) throws -> Int64 {
        let payload = [UInt8](repeating: 9, count: bytes)
        return try store.recordOutcome(commandID: "c\(counter)", outcome: payload, at: instant(3)) { _ in payload }
    }

    func append(_ bytes: Int = 8) throws {
        try store.appendReceipt(kind: "audit", at: instant(4)) { _ in [UInt8](repeating: 5, count: bytes) }
    }
}

/// 2026-12-01 and some seconds.
func instant(_ seconds: Int64) -> JournalInstant {
    JournalInstant(monotonicMilliseconds: seconds * 1_000, wallMilliseconds: 1_796_083_200_000 + seconds * 1_000)
}

func command(_ counter: Int64, id: String? = nil, body: UInt8 = 0, bytes: Int = 32) -> IncomingCommand {
    IncomingCommand(
        id: id ?? "c\(counter)",
        counter: counter,
        bodyHash: [UInt8](repeating: body, count: 32),
        envelope: [UInt8](repeating: 3, count: bytes),
        received: instant(1)
    )
}

func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
