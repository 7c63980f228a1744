import Protocol
import Signals
import Testing

@testable import Coordinator

@Suite("Telemetry")
struct TelemetryServiceTests {
    private static func body(
        _ lanes: [(String, Bool)],
        stations: [HealthReport.Station] = [],
        incarnation: Int64 = 1,
        version: Int = 1,
        sequences: [Int64] = [1]
    ) throws -> [UInt8] {
        let report = HealthReport(
            lanes: lanes.map { HealthReport.Lane(id: $0.0, ready: $0.1, reason: nil) },
            stations: stations,
            journalDepth: 0,
            deliveries: 0,
            program: "test"
        )
        var batch = TelemetryBatch(
            inc: incarnation,
            dropped: 0,
            items: sequences.map { TelemetryItem(seq: $0, at: 1, health: report) }
        )
        batch.ver = version
        return try StrictJSON.encode(batch)
    }

    /// With something else for the stations; without the member for an empty text.
    private static func body(_ lanes: [(String, Bool)], with stations: String) throws -> [UInt8] {
        let text = String(decoding: try body(lanes), as: UTF8.self)
        let member = #""stations":[]"#
        return Array(
            (stations.isEmpty
                ? text.replacing(member + ",", with: "").replacing("," + member, with: "")
                : text.replacing(member, with: #""stations":"# + stations)).utf8
        )
    }

    @Test func theLastReportIsTheMachinesHealth() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            let reply = try await stand.telemetry.take(Self.body([("A1", true)], sequences: [4, 5]), from: session)
            #expect(reply.through == 5)
            #expect(stand.links.health(machine.id.description)?.lanes.map(\.id) == ["A1"])
            #expect(try await stand.record(machine).health?.contains("A1") == true)
            #expect(try await stand.telemetry.take(Self.body([], sequences: []), from: session).through == 0)
            #expect(stand.links.health(machine.id.description)?.lanes.map(\.id) == ["A1"])
        }
    }

    @Test func aStationThatChangedIsWrittenDownAndToldToOpenPages() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            func tell(_ state: Int64?, heartbeat: Bool) async throws -> Bool {
                let station = HealthReport.Station(id: "S1", packML: state, heartbeat: heartbeat, watchdog: true)
                let (generation, changes) = (stand.runtime.events.generation, stand.links.healthChanges)
                _ = try await stand.telemetry.take(Self.body([], stations: [station]), from: session)
                let told = stand.runtime.events.generation > generation
                #expect(told == (stand.links.healthChanges > changes))
                let record = try await stand.record(machine)
                #expect(AgentLinks().lastHealth(of: record)?.stations == [station])
                return told
            }
            #expect(try await tell(6, heartbeat: true))
            #expect(try await !tell(6, heartbeat: true))
            #expect(try await tell(11, heartbeat: true))
            #expect(try await tell(nil, heartbeat: false))
        }
    }

    @Test func whatIsNotTelemetryOfThisJournalIsRefused() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            let cases: [(WireCode, [UInt8])] = [
                (.wrongIncarnation, try Self.body([("A1", true)], incarnation: 2)),
                (.unsupportedVersion, try Self.body([("A1", true)], version: 2)),
                (.malformed, Array("{}".utf8)), (.malformed, []),
                (.malformed, try Self.body([], with: "")),
                (.malformed, try Self.body([], with: #"[{"id":"S1"}]"#)),
                (.malformed, try Self.body([], with: #"[{"id":"S1","heartbeat":1,"watchdog":true}]"#)),
                (.tooLarge, [UInt8](repeating: 0x20, count: ProtocolLimits.telemetryPostBytes + 1)),
            ]
            for (code, body) in cases {
                await #expect(throws: ProtocolError(code, "")) {
                    _ = try await stand.telemetry.take(body, from: session)
                }
            }
            #expect(stand.links.health(machine.id.description) == nil)
        }
    }
}
