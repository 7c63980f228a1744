import Protocol
import Signals
import TestSupport
import Testing

@testable import Coordinator

@Suite("Command feed")
struct CommandFeedTests {
    private static func frame(_ line: String?) throws -> StreamFrame {
        guard let line, line.last == "\n" else { throw TestSupportError("not a line: \(line ?? "the end")") }
        return try StrictJSON.decode(StreamFrame.self, from: Array(line.dropLast().utf8))
    }

    private static func command(_ line: String?, _ stand: MachineStand, _ machine: RecordedMachine) throws -> Command {
        guard let compact = try frame(line).command else { throw TestSupportError("a heartbeat, not a command") }
        return try CommandVerifier(
            machine: machine.id,
            incarnation: machine.incarnation,
            keyset: stand.keyset.keyset
        ).verify(compact)
    }

    @Test func beginsWithAHeartbeatThenSendsEveryCommandInOrder() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            var expected: [String] = []
            // More than one page of the queue.
            for number in 0..<70 { expected.append(try await stand.deliver(machine, sale: "sale-\(number)")) }
            var reader = try await stand.feed.open(session, after: 0)
            let first = try Self.frame(try await reader.next())
            #expect(first == StreamFrame(epoch: session.epoch, time: stand.clock.wallMilliseconds))
            for counter in Int64(1)...70 {
                let command = try Self.command(try await reader.next(), stand, machine)
                #expect(command.cnt == counter)
                #expect(command.jti == expected[Int(counter) - 1])
            }
            reader.close()
        }
    }

    @Test func goesOnAfterTheLastCommandThatTheMachineHas() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            for number in 0..<4 { _ = try await stand.deliver(machine, sale: "sale-\(number)") }
            for after in Int64(0)..<4 {
                var reader = try await stand.feed.open(session, after: after)
                _ = try await reader.next()
                #expect(try Self.command(try await reader.next(), stand, machine).cnt == after + 1)
                reader.close()
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func sendsACommandAsSoonAsItIsQueued() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            var feed = stand.feed
            feed.heartbeatSeconds = 600
            var reader = try await feed.open(session, after: 0)
            _ = try await reader.next()
            let target = machine
            async let queued: Void = {
                _ = try await stand.queue(.ping, target)
                stand.links.signal.notify()
            }()
            #expect(try Self.command(try await reader.next(), stand, machine).body == .ping)
            try await queued
            reader.close()
        }
    }

    @Test func beatsWhenThereIsNothingToSend() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            var feed = stand.feed
            feed.heartbeatSeconds = 0.02
            var reader = try await feed.open(session, after: 0)
            for _ in 0..<3 { #expect(try Self.frame(try await reader.next()).command == nil) }
            reader.close()
        }
    }

    @Test(.timeLimit(.minutes(1))) func beatsAlsoWhenOtherMachinesKeepTheSignalBusy() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            var feed = stand.feed
            feed.heartbeatSeconds = 0.2
            var reader = try await feed.open(session, after: 0)
            _ = try await reader.next()
            let busy = Task {
                while !Task.isCancelled {
                    stand.links.signal.notify()
                    try? await Task.sleep(for: .milliseconds(5))
                }
            }
            let second = try await reader.next()
            busy.cancel()
            await busy.value
            #expect(try Self.frame(second).command == nil)
            reader.close()
        }
    }

    @Test(.timeLimit(.minutes(1))) func endsWhenTheSessionIsOvertakenOrRevoked() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            var feed = stand.feed
            feed.heartbeatSeconds = 600
            let first = try await stand.connect(&machine)
            var reader = try await feed.open(first, after: 0)
            _ = try await reader.next()
            let second = try await stand.connect(&machine)
            _ = try await stand.queue(.ping, machine)
            // There is a command, but it is for the newer session to send.
            #expect(try await reader.next() == nil)
            reader.close()

            var newer = try await feed.open(second, after: 1)
            _ = try await newer.next()
            async let revoked: Void = stand.links.revoke(machine: second.machine)
            #expect(try await newer.next() == nil)
            await revoked
            newer.close()
        }
    }

    @Test func theMachineIsConnectedFromOpenToClose() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            let now = Moment(milliseconds: stand.clock.wallMilliseconds)
            #expect(!stand.links.isConnected(session.machine, at: now))
            let reader = try await stand.feed.open(session, after: 0)
            #expect(stand.links.isConnected(session.machine, at: now))
            #expect(try await stand.events(.machineConnected).count == 1)
            reader.close()
            #expect(!stand.links.isConnected(session.machine, at: now))
        }
    }
}
