import Protocol
import Testing

@testable import Coordinator

@Suite("Receipts that are not believed")
struct ReceiptDisbeliefTests {
    @Test func aForgedOneIsStoredAlarmedAndCountedAsAcknowledged() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            let other = try RecordedMachine("snack-2")
            func item(_ sequence: Int64, key: SigningKey? = nil, change: (inout Receipt) -> Void = { _ in }) throws
                -> ReceiptsPost.Item
            {
                try desk.receipt(sequence, command, ReceiptDesk.report(), key: key, change: change)
            }
            var changed = try item(2)
            changed.receipt = String(changed.receipt.dropLast(4)) + "AAAA"
            let posts: [(WireCode, ReceiptsPost.Item)] = [
                (.unknownKey, try item(1, key: other.operational)),
                (.badSignature, changed),
                (.malformed, ReceiptsPost.Item(seq: 3, receipt: "not an envelope")),
                (.malformed, ReceiptsPost.Item(seq: 4, receipt: "")),
                (.wrongIssuer, try item(5) { $0.iss = other.id }),
                (.wrongAudience, try item(6) { $0.aud = other.id.fingerprint }),
                (.wrongIncarnation, try item(7) { $0.inc = 2 }),
                (.sequence, try item(8) { $0.seq = 9 }),
                (.unsupportedVersion, try item(9) { $0.ver = 2 }),
                (.badType, ReceiptsPost.Item(seq: 10, receipt: try desk.machine.enrolment("challenge"))),
                (.malformed, try item(11) { $0.jti = "x" }),
            ]
            let reply = try await desk.post(posts.map(\.1))
            #expect(reply.through == 11)
            #expect(reply.rejected.map(\.code) == posts.map(\.0))
            #expect(reply.rejected.map(\.seq) == Array(1...11))
            #expect(try await stand.calls().isEmpty)
            #expect(try await stand.command(command)?.state == "queued")
            #expect(try await stand.dump("receipt").count == 11)
            #expect(try await stand.events(.receiptRejected).count == 11)
            #expect(try await stand.alarms() == ["receipt.rejected"])
            // Nothing blocks: the true one follows.
            #expect(try await desk.post([item(12)]) == ReceiptsReply(through: 12, rejected: []))
            #expect(try await stand.calls() == ["delivered finished \(command)"])
        }
    }

    @Test func oneOfAnotherCommandLaneSaleOrKindEndsNothing() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let other = try await stand.allowedMachine("snack-2")
            let theirs = try await stand.deliver(other)
            let command = try await stand.deliver(desk.machine)
            let ping = try await stand.queue(.ping, desk.machine)
            let stop = try await stand.queue(.setOutputsSafe, desk.machine)
            let safe = ReceiptBody.outputsSafe(ReceiptBody.OutputsSafe(stopped: nil))
            let unknown = Identifier.make(milliseconds: 1, random: [UInt8](repeating: 9, count: 10))
            let items = [
                try desk.receipt(1, unknown, ReceiptDesk.report()),
                try desk.receipt(2, nil, ReceiptDesk.report()),
                try desk.receipt(3, theirs, ReceiptDesk.report()),
                try desk.receipt(4, command, ReceiptDesk.report(lane: "A2")),
                try desk.receipt(5, command, ReceiptDesk.report(sale: "sale-2")),
                try desk.receipt(6, ping, ReceiptDesk.report()),
                try desk.receipt(7, command, .pong),
                try desk.receipt(8, command, safe),
                try desk.receipt(9, ping, safe),
                try desk.receipt(10, stop, .pong),
                try desk.receipt(11, nil, .pong),
            ]
            let reply = try await desk.post(items, counter: 3)
            #expect(reply.through == 11)
            #expect(reply.rejected.map(\.seq) == Array(1...11))
            #expect(Set(reply.rejected.map(\.code)) == [.unknownCommand])
            #expect(try await stand.calls().isEmpty)
            for id in [command, ping, stop] { #expect(try await stand.command(id)?.state == "received") }
            #expect(try await stand.command(theirs)?.state == "queued")
            #expect(try await stand.alarms() == ["receipt.rejected"])
        }
    }

    @Test func aSecondEndOfTheSameDeliveryIsNotTold() async throws {
        try await MachineStand.run { stand in
            let desk = try await ReceiptDesk(stand)
            let command = try await stand.deliver(desk.machine)
            let reply = try await desk.post([
                desk.receipt(1, command, ReceiptDesk.report(.failed)),
                desk.receipt(2, command, ReceiptDesk.report(.finished)),
            ])
            #expect(reply == ReceiptsReply(through: 2, rejected: [.init(seq: 2, code: .unknownCommand)]))
            #expect(try await stand.calls() == ["delivered failed \(command)"])
            #expect(try await stand.alarms() == ["receipt.rejected"])
        }
    }
}
