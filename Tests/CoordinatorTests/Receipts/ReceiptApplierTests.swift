import Protocol
import Synchronization
import Testing

@testable import Coordinator

@Suite("Receipts")
struct ReceiptApplierTests {
    @Test func areAppliedInOrder() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let first = try await stand.deliver(desk.machine, sale: "sale-1")
            let second = try await stand.deliver(desk.machine, sale: "sale-2")
            let ping = try await stand.queue(.ping, desk.machine)
            let stop = try await stand.queue(.setOutputsSafe, desk.machine)
            let reply = try await desk.post(
                [
                    desk.receipt(1, first, ReceiptDesk.report()),
                    desk.receipt(2, second, ReceiptDesk.report(.failed, sale: "sale-2")),
                    desk.receipt(3, ping, .pong),
                    desk.receipt(4, stop, .outputsSafe(ReceiptBody.OutputsSafe(stopped: nil))),
                ],
                counter: 4
            )
            #expect(reply == ReceiptsReply(through: 4, rejected: []))
            #expect(try await stand.calls() == ["delivered finished \(first)", "delivered failed \(second)"])
            for id in [first, second, ping, stop] { #expect(try await stand.command(id)?.state == "answered") }
            #expect(try await stand.record(desk.machine).through == 4)
            #expect(try await stand.events(.receiptStored).count == 4)
            #expect(try await stand.alarms().isEmpty)
        }
    }

    @Test func theSamePostAgainChangesNothing() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            let items = [try desk.receipt(1, command, ReceiptDesk.report())]
            let first = try await desk.post(items, counter: 1)
            let before = try await desk.everything()
            for _ in 0..<3 { #expect(try await desk.post(items, counter: 1) == first) }
            #expect(try await desk.everything() == before)
            #expect(try await stand.calls().count == 1)
        }
    }

    @Test func theSamePostsAtOnceCountOnce() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            let items = [try desk.receipt(1, command, ReceiptDesk.report())]
            try await withThrowingTaskGroup(of: ReceiptsReply.self) { group in
                for _ in 0..<20 { group.addTask { try await desk.post(items, counter: 1) } }
                for try await reply in group { #expect(reply == ReceiptsReply(through: 1, rejected: [])) }
            }
            #expect(try await stand.calls() == ["delivered finished \(command)"])
            #expect(try await stand.events(.receiptStored).count == 1)
        }
    }

    @Test func aGapStopsThere() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let first = try await stand.deliver(desk.machine, sale: "sale-1")
            let third = try await stand.deliver(desk.machine, sale: "sale-3")
            let items = [
                try desk.receipt(1, first, ReceiptDesk.report()),
                try desk.receipt(3, third, ReceiptDesk.report(sale: "sale-3")),
            ]
            #expect(try await desk.post(items) == ReceiptsReply(through: 1, rejected: []))
            #expect(try await desk.post([items[1]]) == ReceiptsReply(through: 1, rejected: []))
            #expect(try await stand.calls() == ["delivered finished \(first)"])
            #expect(try await stand.dump("receipt").count == 1)
            let ping = try await stand.queue(.ping, desk.machine)
            #expect(try await desk.post([desk.receipt(2, ping, .pong), items[1]]).through == 3)
        }
    }

    @Test func anotherReceiptUnderAStoredSequenceIsRejectedAndAlarmed() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            try await desk.post([desk.receipt(1, command, ReceiptDesk.report(.failed))])
            let before = try await stand.dump("receipt")
            let reply = try await desk.post([desk.receipt(1, command, ReceiptDesk.report(.finished))])
            #expect(reply == ReceiptsReply(through: 1, rejected: [.init(seq: 1, code: .sequence)]))
            #expect(try await stand.alarms() == ["receipt.rejected"])
            #expect(try await stand.calls() == ["delivered failed \(command)"])
            #expect(try await stand.dump("receipt") == before)
        }
    }

    @Test func onesOfAnEarlierLifeOfTheJournalAreTaken() async throws {
        try await MachineStand.run { stand in
            var desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            let old = try desk.receipt(1, command, ReceiptDesk.report())
            let id = desk.machine.id.description
            let directory = stand.directory
            try await stand.runtime.perform { try directory.quarantine(id, by: "ada", reason: "smoke", in: $0) }
            stand.links.revoke(machine: id)
            try await stand.allow(desk.machine)
            try await stand.enrol(&desk.machine)
            desk.session = try await stand.connect(&desk.machine)
            #expect(desk.machine.incarnation == 2)
            let ping = try await stand.queue(.ping, desk.machine)
            let reply = try await desk.post([old, desk.receipt(2, ping, .pong)], counter: 1)
            #expect(reply == ReceiptsReply(through: 2, rejected: []))
            #expect(try await stand.calls() == ["lost \(command)", "delivered finished \(command)"])
        }
    }

    @Test func aListenerThatThrowsLeavesNothing() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let ping = try await stand.queue(.ping, desk.machine)
            let command = try await stand.deliver(desk.machine)
            let items = [
                try desk.receipt(1, ping, .pong), try desk.receipt(2, command, ReceiptDesk.report()),
            ]
            let before = try await desk.everything()
            stand.listener.isBroken.withLock { $0 = true }
            await #expect(throws: (any Error).self) { try await desk.post(items, counter: 2) }
            #expect(try await desk.everything() == before)
            stand.listener.isBroken.withLock { $0 = false }
            #expect(try await desk.post(items, counter: 2).through == 2)
            #expect(try await stand.calls() == ["delivered finished \(command)"])
        }
    }

    @Test func areOnlyTakenInASessionThatIsInForce() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            let item = try desk.receipt(1, command, ReceiptDesk.report())
            let foreign = try StrictJSON.encode(ReceiptsPost(inc: 2, counter: 0, items: [item]))
            await #expect(throws: ProtocolError(.wrongIncarnation, "")) {
                _ = try await stand.receipts.take(foreign, from: desk.session)
            }
            let id = desk.machine.id.description
            let directory = stand.directory
            try await stand.runtime.perform { try directory.quarantine(id, by: "ada", reason: "smoke", in: $0) }
            await #expect(throws: ProtocolError(.noSession, "")) { try await desk.post([item]) }
            #expect(try await stand.dump("receipt").isEmpty)
        }
    }

    @Test func aPostThatIsNotOneIsRefusedWhole() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let item = ReceiptsPost.Item(seq: 1, receipt: "x")
            let many = [ReceiptsPost.Item](repeating: item, count: ProtocolLimits.receiptsPerPost + 1)
            let cases: [(WireCode, [UInt8])] = [
                (.malformed, []), (.malformed, Array("{}".utf8)), (.malformed, Array("[]".utf8)),
                (.malformed, Array(#"{"inc":1,"counter":0,"items":[{"seq":1.5,"receipt":"x"}]}"#.utf8)),
                (.duplicateMember, Array(#"{"inc":1,"inc":1,"counter":0,"items":[]}"#.utf8)),
                (.tooLarge, try StrictJSON.encode(ReceiptsPost(inc: 1, counter: 0, items: many))),
                (.tooLarge, [UInt8](repeating: 0x20, count: ProtocolLimits.receiptsPostBytes + 1)),
            ]
            for (code, body) in cases {
                await #expect(throws: ProtocolError(code, "")) {
                    _ = try await stand.receipts.take(body, from: desk.session)
                }
            }
            #expect(try await stand.record(desk.machine).through == 0)
        }
    }
}
