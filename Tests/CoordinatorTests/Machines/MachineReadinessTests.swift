import Machine
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Machine readiness")
struct MachineReadinessTests {
    /// A machine that could deliver from lane A1: connected, on the profile on record, healthy.
    private static func ready(_ stand: MachineStand) async throws -> RecordedMachine {
        var machine = try await stand.allowedMachine()
        let (id, directory) = (machine.id.description, stand.directory)
        let (profile, hash) = (try SmallProfile.make().canonicalJSON(), try SmallProfile.hash())
        _ = try await stand.runtime.perform { try directory.setProfile(id, json: profile, by: "ada", in: $0) }
        let session = try await stand.connect(&machine) { $0.profile = hash }
        _ = stand.links.connected(id, at: stand.runtime.clock())
        try await report(["A1": nil], session, stand)
        return machine
    }

    /// Lanes by their reason for not being ready; nil for a ready one.
    private static func report(
        _ lanes: [String: String?],
        _ session: AgentLinks.Session,
        _ stand: MachineStand
    ) async throws {
        let report = HealthReport(
            lanes: lanes.map { HealthReport.Lane(id: $0.key, ready: $0.value == nil, reason: $0.value) },
            stations: [],
            journalDepth: 0,
            deliveries: 0,
            program: "test"
        )
        let batch = TelemetryBatch(inc: session.incarnation, dropped: 0, items: [.init(seq: 1, at: 1, health: report)])
        _ = try await stand.telemetry.take(StrictJSON.encode(batch), from: session)
    }

    private static func ask(
        _ stand: MachineStand,
        _ machine: RecordedMachine,
        lane: String = "A1"
    ) async throws -> MachineReadiness {
        let (id, directory) = (machine.id.description, stand.directory)
        return try await stand.runtime.view { try directory.readiness(of: id, lane: lane, in: $0) }
    }

    @Test func aConnectedHealthyMachineOnItsProfileIsReady() async throws {
        try await MachineStand.run { stand in
            let readiness = try await Self.ask(stand, Self.ready(stand))
            #expect(readiness.allowed && readiness.connected && readiness.laneReady)
            #expect(readiness.reason == nil)
            let longest = try SmallProfile.make().longestDeliveryMilliseconds
            #expect(longest > 0 && readiness.longestDeliveryMilliseconds == Int64(longest))
        }
    }

    @Test func anUnknownMachineIsAnError() async throws {
        try await MachineStand.run { stand in
            let machine = try RecordedMachine()
            await #expect(throws: CoordinatorError(.notFound, "")) { _ = try await Self.ask(stand, machine) }
        }
    }

    @Test func onePendingOrSetAsideIsNotAllowed() async throws {
        try await MachineStand.run { stand in
            var machine = try RecordedMachine()
            try await stand.enrol(&machine)
            var readiness = try await Self.ask(stand, machine)
            #expect(!readiness.allowed && !readiness.laneReady)
            #expect(readiness.reason == "The machine is pending.")
            machine = try await Self.ready(stand)
            let (id, directory) = (machine.id.description, stand.directory)
            try await stand.runtime.perform { try directory.quarantine(id, by: "ada", reason: "smoke", in: $0) }
            readiness = try await Self.ask(stand, machine)
            #expect(!readiness.allowed && !readiness.laneReady)
            #expect(readiness.reason == "The machine is quarantined.")
        }
    }

    @Test func oneOnAnotherProfileOrNoneIsNotAllowed() async throws {
        try await MachineStand.run { stand in
            let bare = try await stand.allowedMachine("snack-9")
            #expect(try await !Self.ask(stand, bare).allowed)
            let machine = try await Self.ready(stand)
            let (id, directory) = (machine.id.description, stand.directory)
            let other = try SmallProfile.make(maxOnMilliseconds: 3_000).canonicalJSON()
            _ = try await stand.runtime.perform { try directory.setProfile(id, json: other, by: "ada", in: $0) }
            let readiness = try await Self.ask(stand, machine)
            #expect(!readiness.allowed && !readiness.laneReady && readiness.longestDeliveryMilliseconds == 0)
            #expect(readiness.reason?.contains("another profile") == true)
        }
    }

    @Test func aLaneThatTheProfileLacksIsNotReady() async throws {
        try await MachineStand.run { stand in
            let readiness = try await Self.ask(stand, Self.ready(stand), lane: "Z9")
            #expect(readiness.allowed && readiness.connected && !readiness.laneReady)
            #expect(readiness.reason?.contains("no lane Z9") == true)
        }
    }

    @Test func aLaneThatWasNotReportedIsNotReady() async throws {
        try await MachineStand.run { stand in
            let readiness = try await Self.ask(stand, Self.ready(stand), lane: "A2")
            #expect(readiness.allowed && readiness.connected && !readiness.laneReady)
            #expect(readiness.reason?.contains("not reported") == true)
        }
    }

    @Test func aLaneThatSaysSoIsNotReady() async throws {
        try await MachineStand.run { stand in
            var machine = try await Self.ready(stand)
            let hash = try SmallProfile.hash()
            let session = try await stand.connect(&machine) { $0.profile = hash }
            try await Self.report(["A1": "jammed"], session, stand)
            let readiness = try await Self.ask(stand, machine)
            #expect(readiness.allowed && readiness.connected && !readiness.laneReady)
            #expect(readiness.reason == "jammed")
        }
    }

    @Test func aSilentMachineIsOffline() async throws {
        try await MachineStand.run { stand in
            let machine = try await Self.ready(stand)
            stand.clock.advance(milliseconds: 3 * ProtocolLimits.heartbeatSeconds * 1_000 + 1)
            let readiness = try await Self.ask(stand, machine)
            #expect(readiness.allowed && !readiness.connected)
            #expect(readiness.reason == "The machine is offline.")
        }
    }
}
