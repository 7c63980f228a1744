import Faults
import Journal
import NIOHTTP1
import Protocol
import Signals

/// Sends what the coordinator has to know, on one connection: acknowledged commands and receipts at once, health every
/// few seconds. The journal's cursor moves only after the coordinator's answer.
struct ReceiptPoster {
    private static let telemetryAtLeastSeconds: Int64 = 60

    let journal: Journal
    let runner: CommandRunner
    let control: ControlLoop
    let grant: SessionGrant
    let incarnation: Int64

    private var through: Int64
    private var counter: Int64 = -1
    private var lastHealth: [HealthReport.Lane] = []
    private var lastTelemetryAt: Int64 = 0

    init(journal: Journal, runner: CommandRunner, control: ControlLoop, grant: SessionGrant, incarnation: Int64) {
        self.journal = journal
        self.runner = runner
        self.control = control
        self.grant = grant
        self.incarnation = incarnation
        through = grant.through
    }

    /// Posts until the link breaks. Returns only by throwing.
    mutating func run(_ connection: inout HTTPConnection) async throws {
        while true {
            try Task.checkCancellation()
            let generation = runner.receipts.generation
            try await postTelemetry(&connection)
            try await postReceipts(&connection)
            await runner.receipts.wait(after: generation, timeoutSeconds: Double(ProtocolLimits.heartbeatSeconds))
        }
    }

    /// Posts everything after what the coordinator has, which may be less than it once acknowledged: a restored
    /// coordinator gets the kept receipts again.
    private mutating func postReceipts(_ connection: inout HTTPConnection) async throws {
        for sequence in runner.takeResends() { try await post(&connection, from: sequence, limit: 1) }
        var more = true
        while more {
            let sent = try await post(&connection, from: through + 1, limit: ProtocolLimits.receiptsPerPost)
            more = sent == ProtocolLimits.receiptsPerPost
        }
    }

    @discardableResult
    private mutating func post(_ connection: inout HTTPConnection, from sequence: Int64, limit: Int) async throws -> Int
    {
        let (receipts, counter) = try await journal.read { store in
            (try store.keptReceipts(fromSequence: sequence, limit: limit), try store.identity().lastCounter)
        }
        let items = receipts.map {
            ReceiptsPost.Item(seq: $0.sequence, receipt: String(decoding: $0.payload, as: UTF8.self))
        }
        let body = try StrictJSON.encode(ReceiptsPost(inc: incarnation, counter: counter, items: items))
        let answer = try await connection.request(.POST, "/v1/agent/receipts", token: grant.token, body: body)
        guard answer.status == 200 else { throw RefusedByCoordinator(answer) }
        let reply = try StrictJSON.decode(ReceiptsReply.self, from: answer.body)
        if counter > self.counter, counter > 0 { FaultPoint.reach(AgentStep.commandAcknowledged) }
        self.counter = counter
        guard !items.isEmpty else { return 0 }
        FaultPoint.reach(AgentStep.receiptAnswered)
        through = max(through, reply.through)
        let acknowledged = reply.through
        let rejected = reply.rejected
        try await journal.transact { store in
            let now = SystemClock.journalInstant
            for rejection in rejected {
                try store.reject(sequence: rejection.seq, code: rejection.code.rawValue, at: now)
            }
            try store.acknowledge(through: acknowledged, at: now)
        }
        FaultPoint.reach(AgentStep.cursorCommitted)
        return items.count
    }

    /// Health goes through the journal only when it changed or a minute passed, to spare the disk.
    private mutating func postTelemetry(_ connection: inout HTTPConnection) async throws {
        let now = SystemClock.wallMilliseconds
        let (lanes, deliveries) = control.health
        if lanes != lastHealth || now - lastTelemetryAt >= Self.telemetryAtLeastSeconds * 1_000 {
            try await journal.transact { store in
                let report = HealthReport(
                    lanes: lanes,
                    journalDepth: try store.statistics(now: SystemClock.journalInstant).pendingReceipts,
                    deliveries: deliveries,
                    program: ProgramVersion.text
                )
                try store.appendTelemetry(try StrictJSON.encode(report), at: SystemClock.journalInstant)
                try store.pruneAcknowledged(now: SystemClock.journalInstant)
            }
            lastHealth = lanes
            lastTelemetryAt = now
        }
        let (rows, dropped) = try await journal.read { store in
            (try store.pendingTelemetry(limit: 32), try store.telemetryDropped())
        }
        guard !rows.isEmpty else { return }
        let items = try rows.map { row in
            TelemetryItem(
                seq: row.sequence,
                at: row.storedWallMilliseconds,
                health: try StrictJSON.decode(HealthReport.self, from: row.payload)
            )
        }
        let body = try StrictJSON.encode(TelemetryBatch(inc: incarnation, dropped: dropped, items: items))
        let answer = try await connection.request(.POST, "/v1/agent/telemetry", token: grant.token, body: body)
        guard answer.status == 200 else { throw RefusedByCoordinator(answer) }
        let reply = try StrictJSON.decode(TelemetryReply.self, from: answer.body)
        try await journal.transact { try $0.acknowledgeTelemetry(through: reply.through) }
    }
}
