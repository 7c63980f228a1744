import Protocol
import Testing

@testable import Coordinator

@Suite("Refused commands")
struct RefusalTests {
    /// After these the machine will never run the command.
    static let ending: Set<WireCode> = [
        .expired, .profileForbids, .replayed, .storage, .blockConflict, .tooManyBlocks, .unknownBlock, .runActive,
        .unknownRun,
        .runOver,
        .tooFewSerials,
    ]

    @Test(arguments: WireCode.allCases)
    func areAuditedAndEndOnlyWhatWillNeverRun(_ code: WireCode) async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            let reply = try await desk.post([desk.receipt(1, command, ReceiptDesk.refusal(code))], counter: 1)
            #expect(reply == ReceiptsReply(through: 1, rejected: []))
            let ends = Self.ending.contains(code)
            #expect(try await stand.calls() == (ends ? ["refused \(code.rawValue) \(command)"] : []))
            #expect(try await stand.command(command)?.state == (ends ? "answered" : "received"))
            let events = try await stand.events(.commandRefused)
            #expect(events.count == 1 && events.first?.data.contains(code.rawValue) == true)
            #expect(try await stand.alarms().contains("command.refused"))
            let status = try await stand.record(desk.machine).status
            #expect(status == (code == .counterReuse ? .quarantined : .allowed))
        }
    }

    @Test func oneThatNamesNoCommandEndsNone() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            // A forged envelope's id is anybody's word, so the machine leaves it out.
            let reply = try await desk.post([desk.receipt(1, nil, ReceiptDesk.refusal(.badSignature))])
            #expect(reply == ReceiptsReply(through: 1, rejected: []))
            #expect(try await stand.calls().isEmpty)
            #expect(try await stand.command(command)?.state == "queued")
            #expect(try await stand.alarms() == ["command.refused"])
        }
    }

    @Test func aSecondOneIsNotTold() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            try await desk.post([
                desk.receipt(1, command, ReceiptDesk.refusal(.expired)),
                desk.receipt(2, command, ReceiptDesk.refusal(.storage)),
            ])
            #expect(try await stand.calls() == ["refused expired \(command)"])
        }
    }

    @Test func aCounterUsedTwiceSetsTheMachineAsideAndEndsItsSession() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            let second = try await stand.deliver(desk.machine, sale: "sale-2")
            let reply = try await desk.post([
                desk.receipt(1, command, ReceiptDesk.refusal(.counterReuse)),
                desk.receipt(2, command, ReceiptDesk.refusal(.counterReuse)),
                desk.receipt(3, second, ReceiptDesk.report(sale: "sale-2")),
            ])
            // What was in the same post is as true as before.
            #expect(reply == ReceiptsReply(through: 3, rejected: []))
            #expect(try await stand.calls() == ["delivered finished \(second)"])
            #expect(try await stand.record(desk.machine).status == .quarantined)
            #expect(try await stand.events(.machineQuarantined).count == 1)
            #expect(try await stand.alarms() == ["command.refused", "machine.quarantined"])
            #expect(!stand.links.isCurrent(desk.session))
            try await stand.allow(desk.machine)
            #expect(try await stand.calls().last == "lost \(command)")
        }
    }

    @Test func aCounterUsedTwiceInAnEarlierLifeIsSettled() async throws {
        try await MachineStand.run { stand in
            var desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            let old = try desk.receipt(1, command, ReceiptDesk.refusal(.counterReuse))
            // The link broke before the refusal was posted; the machine asked to be enrolled again and was allowed.
            _ = try await stand.enrol(&desk.machine)
            try await stand.allow(desk.machine)
            try await stand.enrol(&desk.machine)
            desk.session = try await stand.connect(&desk.machine)
            #expect(try await desk.post([old]) == ReceiptsReply(through: 1, rejected: []))
            #expect(try await stand.record(desk.machine).status == .allowed)
            #expect(try await stand.events(.commandRefused).count == 1)
            #expect(stand.links.isCurrent(desk.session))
        }
    }
}
