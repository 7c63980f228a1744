import Database
import Protocol
import Testing

@testable import Coordinator

@Suite("Recovery book")
struct RecoveryBookTests {
    /// Begins a generation on a stand, as a start on a restored database does.
    private static func begin(_ stand: MachineStand, above: Int64 = 0) async throws -> Int64 {
        try await stand.runtime.perform { try RecoveryBook.start(.restore, subject: "", above: above, in: $0) }
    }

    private static func view(_ stand: MachineStand) async throws -> RecoveryView {
        try await stand.runtime.view { try RecoveryBook.view(in: $0) }
    }

    private static func eventNumbers(_ stand: MachineStand) async throws -> [Int64] {
        try await stand.runtime.view { try $0.transaction.rows("SELECT id FROM event ORDER BY id") }
            .map { try $0.int64("id") }
    }

    /// What a machine says when it has nothing more to tell.
    private static func tellAll(
        _ desk: ReceiptDesk,
        items: [ReceiptsPost.Item] = [],
        next: Int64 = 1,
        open: Int64 = 0,
        oldest: Int64? = nil
    ) async throws {
        var post = ReceiptsPost(inc: desk.session.incarnation, counter: 0, items: items)
        (post.next, post.open, post.oldest) = (next, open, oldest)
        _ = try await desk.stand.receipts.take(StrictJSON.encode(post), from: desk.session)
    }

    @Test func eventNumbersGoOnWhereNoneWasGiven() async throws {
        try await MachineStand.run { stand in
            _ = try await stand.allowedMachine()
            let before = try await Self.eventNumbers(stand)
            #expect(try await Self.begin(stand) == 2)
            let second = try await Self.eventNumbers(stand)
            #expect(Array(second.prefix(before.count)) == before)
            #expect(try #require(second.dropFirst(before.count).first) == 0x100_0000_0001)
            #expect(try await Self.begin(stand, above: 6) == 7)
            let third = try await Self.eventNumbers(stand).filter { !second.contains($0) }
            #expect(try #require(third.first) == 0x600_0000_0001)
            // A reader goes on from any cursor and finds what came after it.
            let events = try await stand.events()
            let started = events.filter { $0.kind == EventKind.recoveryStarted.rawValue }
            #expect(started.map(\.subject) == ["2", "7"])
            let cursor = events[before.count - 1].cursor
            let later = try await stand.runtime.view { try EventLog.read(after: cursor, limit: 100, in: $0) }
            #expect(later.map(\.id) == events.dropFirst(before.count).map(\.id))
        }
    }

    @Test func secretsForEnrolmentEnd() async throws {
        try await MachineStand.run { stand in
            let secret = try await stand.makeSecret(name: "new-1", owner: "operator", by: "ada", validSeconds: 3_600)
            _ = try await Self.begin(stand)
            var machine = try RecordedMachine("new-1")
            await #expect(throws: ProtocolError(.badSecret, "")) { try await stand.enrol(&machine, secret) }
            let later = try await stand.makeSecret(name: "new-1", owner: "operator", by: "ada", validSeconds: 3_600)
            #expect(try await stand.enrol(&machine, later).status == .allowed)
        }
    }

    @Test func isOverAtOnceWithoutMachines() async throws {
        try await MachineStand.run { stand in
            _ = try await Self.begin(stand)
            let view = try await Self.view(stand)
            #expect(!view.open && view.generation == 2 && view.closedAt != nil && view.closedBy == nil)
        }
    }

    @Test func nothingIsDispatchedUntilTheMachineHasToldAll() async throws {
        try await MachineStand.run { stand in
            var desk = try await ReceiptDesk(stand)
            let id = desk.machine.id.description
            let kept = try await stand.deliver(desk.machine)
            _ = try await Self.begin(stand)
            await #expect(throws: CoordinatorError(.notReady, "")) { try await stand.deliver(desk.machine) }
            // A post of a session of before is an old word.
            try await Self.tellAll(desk)
            #expect(try await Self.view(stand).machines.map(\.standing) == ["waiting"])
            desk.session = try await stand.connect(&desk.machine)
            #expect(try await Self.view(stand).machines.map(\.standing) == ["replaying"])
            #expect(Epoch.generation(of: desk.session.epoch) == 2)
            try await Self.tellAll(desk, next: 2)
            try await Self.tellAll(desk, open: 1)
            #expect(try await Self.view(stand).open, "a receipt is missing, and a command is in doubt")
            try await Self.tellAll(desk, items: [desk.receipt(1, kept, ReceiptDesk.report())], next: 2)
            let view = try await Self.view(stand)
            #expect(!view.open && view.machines.map(\.machine) == [id] && view.machines.map(\.standing) == ["replayed"])
            #expect(view.closedBy == nil)
            #expect(try await stand.deliver(desk.machine) != kept)
        }
    }

    @Test func aMachineThatIsSetAsideIsNotWaitedForUntilItIsAllowed() async throws {
        try await MachineStand.run { stand in
            let (first, second) = (try await stand.allowedMachine("a-1"), try await stand.allowedMachine("b-1"))
            _ = try await Self.begin(stand)
            let directory = stand.directory
            let id = first.id.description
            try await stand.runtime.perform { try directory.quarantine(id, by: "ada", reason: "smoke", in: $0) }
            var standings = try await Self.view(stand).machines.map(\.standing)
            #expect(standings == ["setAside", "waiting"])
            try await stand.allow(first)
            standings = try await Self.view(stand).machines.map(\.standing)
            #expect(standings == ["waiting", "waiting"])
            _ = second
        }
    }

    @Test func receiptsThatAreLostRaiseAnAlarm() async throws {
        try await MachineStand.run { stand in
            var desk = try await ReceiptDesk(stand)
            _ = try await Self.begin(stand)
            desk.machine.nextSequence = 6
            desk.session = try await stand.connect(&desk.machine)
            try await Self.tellAll(desk, next: 6, oldest: 6)
            #expect(try await stand.alarms() == ["receipts.missing", "recovery.started"])
            let told = try #require(try await stand.events(.receiptsMissing).first)
            #expect(told.subject == desk.machine.id.description)
            #expect(told.data.contains(#""from":"1""#) && told.data.contains(#""through":"5""#))
            var view = try await Self.view(stand)
            #expect(view.machines.first?.missingReceipts == 5)
            #expect(!view.open, "what is lost is not waited for")
            // The next recovery counts for itself.
            _ = try await Self.begin(stand)
            view = try await Self.view(stand)
            #expect(view.generation == 3 && view.machines.first?.missingReceipts == 0)
        }
    }

    /// Nobody decided it, so it is nobody's act.
    @Test func aRecoveryThatBeginsInAnotherIsNoActOfAPerson() async throws {
        let shop = try await Shop.open()
        try await shop.addMachine()
        try await shop.beginRecovery()
        try await shop.beginRecovery()
        #expect(try await shop.recovery().generation == 3)
        #expect(try await shop.acts(of: .recoveryFinished) == [])
        #expect(try await shop.acts(of: .recoveryMachine) == [])
        await shop.close()
    }

    @Test func onlyOneGenerationIsOpen() async throws {
        let shop = try await Shop.open()
        try await shop.addMachine()
        for _ in 0..<3 { try await shop.beginRecovery() }
        let open = try await shop.coordinator.runtime.view {
            try $0.transaction.rows("SELECT number FROM generation WHERE closed_at IS NULL")
        }
        #expect(try open.map { try $0.int64("number") } == [4])
        await shop.close()
    }
}
