import Faults
import Journal
import Logging
import Logs
import NIOHTTP1
import Protocol
import Signals

/// Sends what the coordinator has to know, on one connection: acknowledged commands and receipts at once, health every
/// few seconds. The journal's cursor moves only after the coordinator's answer.
struct ReceiptPoster {
    private static let telemetryAtLeastNanoseconds: UInt64 = 60_000_000_000
    private static let telemetryPerPost = 32

    let journal: Journal
    let runner: CommandRunner
    let control: ControlLoop
    let grant: SessionGrant
    let incarnation: Int64
    /// The machine's operational keys.
    let ring: KeyRing
    /// The key that the session was granted to.
    let key: SigningKey
    let release: InstalledRelease?
    let logger: Logger

    private var cursor: ReceiptCursor
    private var counter: Int64 = -1
    private var lastLanes: [HealthReport.Lane] = []
    private var lastStations: [HealthReport.Station] = []
    private var lastUpdate: UpdateReport?
    private var lastTelemetryAt: UInt64?

    init(
        journal: Journal,
        runner: CommandRunner,
        control: ControlLoop,
        grant: SessionGrant,
        incarnation: Int64,
        ring: KeyRing,
        key: SigningKey,
        release: InstalledRelease?,
        logger: Logger
    ) {
        self.journal = journal
        self.runner = runner
        self.control = control
        self.grant = grant
        self.incarnation = incarnation
        self.ring = ring
        self.key = key
        self.release = release
        self.logger = logger
        cursor = ReceiptCursor(through: grant.through)
    }

    /// Posts until the link breaks. Returns only by throwing.
    mutating func run(_ connection: inout HTTPConnection) async throws {
        while true {
            try Task.checkCancellation()
            let generation = runner.receipts.generation
            try await postReceipts(&connection)
            try await postTelemetry(&connection)
            await runner.receipts.wait(after: generation, timeoutSeconds: Double(ProtocolLimits.heartbeatSeconds))
        }
    }

    /// Posts everything after what the coordinator has, which may be less than it once acknowledged: a restored
    /// coordinator gets the kept receipts again.
    private mutating func postReceipts(_ connection: inout HTTPConnection) async throws {
        for sequence in runner.takeResends() { try await post(&connection, from: sequence, limit: 1) }
        while true {
            let before = cursor.through
            let more = try await post(&connection, from: before + 1, limit: ProtocolLimits.receiptsPerPost)
            guard more else { return }
            guard cursor.through > before else {
                // They come again with the next round, not at once: the answer would be the same.
                logger.log(AgentLog.receiptsNotTaken, ["after": "\(before)"])
                return
            }
        }
    }

    /// Posts some receipts, or none when there are none: the post acknowledges commands too.
    /// - Returns: whether there may be more.
    @discardableResult
    private mutating func post(
        _ connection: inout HTTPConnection,
        from sequence: Int64,
        limit: Int
    ) async throws -> Bool {
        let incarnation = incarnation
        let (made, signer) = try await journal.read { [ring] store in
            (try ReceiptCursor.post(from: sequence, limit: limit, incarnation, store), try ring.signer(store))
        }
        // The coordinator knows a new key by its first session, so nothing that it signed is sent before that.
        guard signer.keyID == key.keyID else {
            throw AgentError(.link, "The machine has a new operational key; connecting with it.")
        }
        let (items, counter, next) = (made.post.items, made.post.counter, made.nextSequence)
        let body = try StrictJSON.encode(made.post)
        let answer = try await connection.request(.POST, "/v1/agent/receipts", token: grant.token, body: body)
        guard answer.status == 200 else { throw RefusedByCoordinator(answer) }
        let reply = try StrictJSON.decode(ReceiptsReply.self, from: answer.body)
        if counter > self.counter, counter > 0 { FaultPoint.reach(AgentStep.commandAcknowledged) }
        self.counter = counter
        guard !items.isEmpty else {
            // A coordinator that was restored may have passed over receipts that are not kept any more.
            _ = try cursor.take(reply, sent: items, nextSequence: next)
            return false
        }
        FaultPoint.reach(AgentStep.receiptAnswered)
        let rejected = try cursor.take(reply, sent: items, nextSequence: next)
        try await acknowledge(reply.through, rejected)
        FaultPoint.reach(AgentStep.cursorCommitted)
        logger.log(AgentLog.receiptsAcknowledged, ["through": "\(reply.through)", "rejected": "\(rejected.count)"])
        return made.hasMore
    }

    private func acknowledge(_ through: Int64, _ rejected: [ReceiptsReply.Rejection]) async throws {
        do {
            try await journal.transact {
                try ReceiptCursor.keep(through: through, rejected, at: SystemClock.journalInstant, in: $0)
            }
        } catch let error as JournalError where error.isForNow {
            // The coordinator has them. The journal's cursor moves with a later answer.
            logger.log(AgentLog.noRoomForCursor, ["error": "\(error)"])
        }
    }

    /// Health goes through the journal only when it changed or a minute passed, to spare the disk.
    private mutating func postTelemetry(_ connection: inout HTTPConnection) async throws {
        do {
            try await noteHealth()
            while try await postMeasurements(&connection) == Self.telemetryPerPost {}
        } catch let error as JournalError where error.isForNow {
            logger.log(AgentLog.noRoomForTelemetry, ["error": "\(error)"])
        }
    }

    private mutating func noteHealth() async throws {
        let now = SystemClock.monotonicNanoseconds
        let (health, deliveries) = control.health
        let lanes = runner.isLeased ? health.map { .init(id: $0.id, ready: false, reason: "leased") } : health
        let stations = runner.stations
        let isDue = lastTelemetryAt.map { now - $0 >= Self.telemetryAtLeastNanoseconds } ?? true
        let update = release?.update
        guard lanes != lastLanes || stations != lastStations || update != lastUpdate || isDue else { return }
        let program = release?.claims.version ?? ProgramVersion.text
        try await journal.transact { store in
            let report = HealthReport(
                lanes: lanes,
                stations: stations,
                journalDepth: try store.statistics(now: SystemClock.journalInstant).pendingReceipts,
                deliveries: deliveries,
                program: program,
                update: update
            )
            try store.appendTelemetry(try StrictJSON.encode(report), at: SystemClock.journalInstant)
            try store.pruneAcknowledged(now: SystemClock.journalInstant)
        }
        (lastLanes, lastStations, lastUpdate) = (lanes, stations, update)
        lastTelemetryAt = now
    }

    /// Posts the oldest measurements and returns how many there were.
    private func postMeasurements(_ connection: inout HTTPConnection) async throws -> Int {
        let (rows, dropped) = try await journal.read { store in
            (try store.pendingTelemetry(limit: Self.telemetryPerPost), try store.telemetryDropped())
        }
        guard let last = rows.last?.sequence else { return 0 }
        let items = rows.compactMap { row -> TelemetryItem? in
            // One that another version of this program wrote, and this one can't read, must not hold up the others.
            guard let health = try? StrictJSON.decode(HealthReport.self, from: row.payload) else { return nil }
            return TelemetryItem(seq: row.sequence, at: row.storedWallMilliseconds, health: health)
        }
        if let lastItem = items.last {
            let body = try StrictJSON.encode(TelemetryBatch(inc: incarnation, dropped: dropped, items: items))
            let answer = try await connection.request(.POST, "/v1/agent/telemetry", token: grant.token, body: body)
            guard answer.status == 200 else { throw RefusedByCoordinator(answer) }
            let reply = try StrictJSON.decode(TelemetryReply.self, from: answer.body)
            guard reply.through >= lastItem.seq else { return 0 }
        }
        try await journal.transact { try $0.acknowledgeTelemetry(through: last) }
        return rows.count
    }
}
