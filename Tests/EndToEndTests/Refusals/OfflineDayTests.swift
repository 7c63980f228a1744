import Journal
import Protocol
import TestSupport
import Testing

@testable import Coordinator
@testable import EdgeAgent

/// A day without a coordinator, on a clock that only the test moves, and the evening after it.
@Suite("A day offline")
struct OfflineDayTests {
    private static let telemetryRows: Int64 = 1_000
    private static let deliveries = 480
    private static let dayMilliseconds: Int64 = 24 * 3_600_000

    private let identity = SigningKey()
    private let operational = SigningKey()
    private let deployment = SigningKey().keyID

    private func writer() throws -> ReceiptWriter {
        let keys = AgentKeys(
            identity: identity,
            ring: KeyRing(operational),
            machine: try MachineID(name: "lobby-1", identity: identity.verifyingKey)
        )
        return ReceiptWriter(keys: keys, deployment: deployment, incarnation: 1, boot: "boot")
    }

    private func instant(_ clock: ManualClock) -> JournalInstant {
        JournalInstant(
            monotonicMilliseconds: Int64(clock.monotonicNanoseconds / 1_000_000),
            wallMilliseconds: clock.wallMilliseconds
        )
    }

    /// A delivery that was commanded before the link broke: received, intended, done.
    private func deliver(_ command: Command, _ store: JournalStore, _ writer: ReceiptWriter, at now: JournalInstant)
        throws
    {
        guard case .deliver(let deliver) = command.body else { throw TestSupportError("not a delivery") }
        let report = DeliveryReport(lane: deliver.lane, sale: deliver.sale, status: .finished)
        let body = ReceiptBody.delivery(report)
        let incoming = IncomingCommand(
            id: command.jti,
            counter: command.cnt,
            bodyHash: try command.bodyHash(),
            envelope: [1],
            traceparent: command.traceparent,
            received: now
        )
        let outcome = try StrictJSON.encode(body)
        try store.transact { store in
            #expect(try store.receive(incoming) == .accepted)
            try store.recordIntent(commandID: command.jti, attempt: 1, detail: [], at: now)
            try store.recordOutcome(commandID: command.jti, outcome: outcome, at: now) { sequence in
                try writer.make(body, answering: AnsweredCommand(command), sequence: sequence, in: store)
            }
        }
    }

    /// A minute of the machine's day after the other, with the link's attempts in between. Returns how many there were.
    private func day(
        _ store: JournalStore,
        _ commands: [Command],
        _ clock: ManualClock,
        _ generator: inout SplitMix64
    ) throws -> Int {
        let writer = try writer()
        var (backoff, attempts, waited) = (Backoff(), 0, Int64(0))
        var rest = commands[...]
        for hour: Int64 in 0..<24 {
            // One commit an hour: the day is long, and here nobody pulls the plug.
            try store.transact { store in
                for minute in hour * 60..<(hour + 1) * 60 {
                    while waited < (minute + 1) * 60_000 {
                        waited += Int64(backoff.next(random: generator.next()))
                        attempts += 1
                    }
                    clock.advance(milliseconds: 60_000)
                    try store.appendTelemetry(Array("minute \(minute)".utf8), at: instant(clock))
                    guard minute % 3 == 0, let command = rest.popFirst() else { continue }
                    try deliver(command, store, writer, at: instant(clock))
                }
            }
        }
        #expect(rest.isEmpty)
        return attempts
    }

    /// Sends everything, in posts of 64, over a link that loses requests and answers. Checks the cursor at every step.
    private func drain(_ store: JournalStore, to books: CoordinatorBooks, _ generator: inout SplitMix64) async throws
        -> Int
    {
        var lostAnswers = 0
        for _ in 0..<1_000 {
            let before = try store.identity().acknowledgedSequence
            let pending = try store.pendingReceipts(limit: ProtocolLimits.receiptsPerPost, maximumBytes: 1 << 20)
            guard !pending.isEmpty else { return lostAnswers }
            let items = ReceiptCursor.batch(pending)
            let identity = try store.identity()
            let fate = UInt64.random(in: 0..<10, using: &generator)
            if fate < 2 { continue }
            let reply = try await books.apply(ReceiptsPost(inc: 1, counter: identity.lastCounter, items: items))
            // An answer that was lost: the coordinator has them, the machine does not know, and its cursor stays.
            if fate < 7 {
                lostAnswers += 1
                #expect(try store.identity().acknowledgedSequence == before)
                continue
            }
            var cursor = ReceiptCursor(through: before)
            #expect(try cursor.take(reply, sent: items, nextSequence: identity.nextSequence).isEmpty)
            try store.acknowledge(through: cursor.through, at: instant(books.clock))
            #expect(try store.identity().acknowledgedSequence == items.last?.seq)
        }
        throw TestSupportError("the backlog never drained")
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func keepsItsStateAndDrainsInOrderAfterwards(_ seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let folder = try TemporaryDirectory()
        var configuration = JournalConfiguration()
        configuration.maximumTelemetryRows = Self.telemetryRows
        let store = try JournalStore.open(
            directory: folder.path,
            configuration: configuration,
            availableBytes: { 1 << 40 }
        )
        .store
        try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
        let books = try await CoordinatorBooks(
            machine: try MachineID(name: "lobby-1", identity: identity.verifyingKey),
            identity: identity,
            operational: operational,
            deployment: deployment
        )
        let commands = try await books.order(Self.deliveries, validSeconds: 100_000)

        let attempts = try day(store, commands, books.clock, &generator)
        #expect((1_440...2_900).contains(attempts), "\(attempts) attempts in a day")

        // Telemetry kept to its cap: the newest are there, the oldest went, and are counted.
        let minutes = Self.dayMilliseconds / 60_000
        let telemetry = try store.pendingTelemetry(limit: 10_000)
        #expect(telemetry.count == Int(Self.telemetryRows))
        #expect(telemetry.first?.payload == Array("minute \(minutes - Self.telemetryRows)".utf8))
        #expect(telemetry.last?.payload == Array("minute \(minutes - 1)".utf8))
        #expect(try store.telemetryDropped() == minutes - Self.telemetryRows)

        // Every outcome waits.
        let depth = try store.statistics(now: instant(books.clock)).pendingReceipts
        #expect(depth == Int64(Self.deliveries))

        let lost = try await drain(store, to: books, &generator)
        #expect(lost > 0, "seed \(seed) loses no answer: choose another")
        let stored = try await books.storedReceipts()
        #expect(stored.map(\.sequence) == (1...Int64(Self.deliveries)).map { $0 })
        #expect(stored.allSatisfy { $0.rejected == nil })
        // Each sale heard of its delivery once, in the order of the day.
        #expect(books.sales.all == commands.map { "\($0.jti) finished " })
        #expect(try await books.commands(inState: "answered") == Int64(Self.deliveries))
        #expect(try await books.events(.receiptStored) == Self.deliveries)
        #expect(try await books.events(.receiptRejected) == 0)
        #expect(try store.statistics(now: instant(books.clock)).pendingReceipts == 0)
        await books.close()
    }
}
