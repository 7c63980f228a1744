import EdgeAgent
import Journal
import Protocol
import SQLite

/// What every life of a machine does around its work, in the order of the agent: open the journal, take commands,
/// send receipts, close. The time is the world's.
struct MachineShell {
    static let directory = "/state"
    static let configuration = JournalConfiguration()

    let disk: FaultDisk
    let power: PowerSwitch
    /// Whether the WAL is moved into the file after every commit, or only at the end.
    let checkpointsOften: Bool
    /// What this machine does wrong.
    let weakness: Weakness?
    var coordinator: ModelCoordinator
    /// Nanoseconds of the clock that goes on over restarts.
    var now: UInt64 = 1_000_000_000

    var instant: JournalInstant { Self.instant(at: now) }

    static func instant(at now: UInt64) -> JournalInstant {
        let milliseconds = Int64(now / 1_000_000)
        return JournalInstant(monotonicMilliseconds: milliseconds, wallMilliseconds: 1_800_000_000_000 + milliseconds)
    }

    /// A disk with the journal of an enrolled machine that was stopped in an orderly way.
    static func enrolledImage() throws -> FaultDisk.Image {
        let disk = FaultDisk(name: "enrolled", seed: 1)
        try enrol(on: disk)
        return disk.snapshot()
    }

    private static func enrol(on disk: FaultDisk) throws {
        let (store, _) = try JournalStore.open(directory: directory, configuration: configuration, on: disk)
        try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
        try store.willClose()
        try store.connection.checkpoint()
    }

    /// Opens the journal.
    func openJournal() throws -> (store: JournalStore, opening: JournalOpening) {
        power.phase = .opening
        let opened = try JournalStore.open(directory: Self.directory, configuration: Self.configuration, on: disk)
        if let synchronous = weakness?.synchronous {
            try opened.store.connection.execute("PRAGMA synchronous=\(synchronous)")
        }
        return opened
    }

    /// Commits an intent.
    func intend<T>(in store: JournalStore, _ record: () throws -> T) throws -> T {
        try power.during(.intending) {
            let isWeak = weakness == .intendsWithoutSync
            if isWeak { try store.connection.execute("PRAGMA synchronous=NORMAL") }
            let value = try record()
            if isWeak { try store.connection.execute("PRAGMA synchronous=FULL") }
            try power.pass()
            try committed(to: store)
            return value
        }
    }

    /// Opens the journal and checks that everything promised is in it.
    func open() throws -> JournalStore {
        let (store, opening) = try openJournal()
        guard case .existing = opening else { throw CrashViolation("the journal is gone: \(opening)") }
        let identity = try store.identity()
        try require(
            identity.lastCounter >= coordinator.acknowledged,
            "command \(coordinator.acknowledged) was acknowledged, the journal knows \(identity.lastCounter)"
        )
        let received = coordinator.receipts.last?.sequence ?? 0
        try require(
            identity.nextSequence > received,
            "receipt \(received) was received, the journal would give its number again"
        )
        let orphans = try store.count(
            "SELECT count(*) AS n FROM outcome WHERE command_id NOT IN (SELECT command_id FROM intent)"
        )
        try require(orphans == 0, "\(orphans) outcomes have no intent")
        return store
    }

    /// Takes every command again, as after a lost acknowledgement, and returns those that are new.
    mutating func receive(into store: JournalStore) throws -> [AcceptedCommand] {
        power.phase = .receiving
        var accepted: [AcceptedCommand] = []
        for order in coordinator.orders {
            try power.pass()
            if weakness == .acknowledgesBeforeTheCommit { coordinator.acknowledge(order.command.cnt) }
            switch try store.receive(order.incoming) {
            case .accepted:
                let envelope = String(decoding: order.incoming.envelope, as: UTF8.self)
                accepted.append(AcceptedCommand(order.command, envelope: envelope))
                try committed(to: store)
            case .duplicate: break
            case let decision: throw CrashViolation("command \(order.command.cnt) is refused: \(decision)")
            }
            try power.pass()
            coordinator.acknowledge(order.command.cnt)
            try power.pass()
        }
        return accepted
    }

    /// Sends what was not acknowledged.
    mutating func send(from store: JournalStore) throws {
        power.phase = .sending
        while true {
            let receipts = try store.pendingReceipts(limit: 10, maximumBytes: 1 << 16)
            guard let last = receipts.last else { return }
            try power.pass()
            if weakness == .forgetsReceiptsBeforeTheAnswer {
                try store.acknowledge(through: last.sequence, at: instant)
                try power.pass()
            }
            for receipt in receipts { try coordinator.take(receipt) }
            try power.pass()
            try store.acknowledge(through: last.sequence, at: instant)
            try power.pass()
            try committed(to: store)
        }
    }

    /// Ends a life in an orderly way.
    func close(_ store: JournalStore) throws {
        power.phase = .closing
        try store.willClose()
        try checkpoint(store)
    }

    /// Something was committed: moves the WAL into the file, if that is due.
    func committed(to store: JournalStore) throws {
        if checkpointsOften { try checkpoint(store) }
    }

    private func checkpoint(_ store: JournalStore) throws {
        try power.during(.checkpointing) { _ = try store.connection.checkpoint() }
    }

    /// A receipt as the model coordinator reads it.
    static func receipt(_ body: ReceiptBody) throws -> [UInt8] { try StrictJSON.encode(body) }
}

extension JournalStore {
    /// The one number `n` of a query.
    func count(_ sql: String) throws -> Int64 {
        try connection.first(sql) { row throws(SQLiteError) in try row.integer("n") } ?? 0
    }
}
