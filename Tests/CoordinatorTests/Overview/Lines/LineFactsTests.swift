import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Facts of lines")
struct LineFactsTests {
    private static func facts(_ line: LineStand) async throws -> [LineFacts] {
        let (links, directory) = (line.stand.links, line.stand.directory)
        return try await line.stand.runtime.view { try LineFacts.read(links: links, directory: directory, in: $0) }
    }

    @Test func sayWhatTheRunIsAndHowManySerialsAreLeft() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            #expect(try await Self.facts(line).isEmpty)
            let ordered = try await line.order(3, spare: 2, start: true, lot: "L1")
            let waits = try #require(try await Self.facts(line).first?.run)
            #expect(waits.product == "Pump P-40" && waits.lot == "L1" && waits.count == 3)
            #expect(waits.progress == RunProgress(asked: .start) && waits.serialsLeft == 5)

            let serials = try await line.takeGrants()
            let start = try await line.start()
            func report(_ state: RunState, _ made: Int, _ scrapped: Int, _ reason: String? = nil) -> ReceiptBody {
                RunDeskTests.told(ordered, state, (made, scrapped, 0), reason)
            }
            func stamp(_ unit: Int, _ status: StampStatus, _ reason: String? = nil) -> ReceiptBody {
                .stamp(
                    StampReport(
                        run: ordered.id,
                        block: serials[unit - 1].block,
                        serial: serials[unit - 1].serial,
                        station: "S1",
                        unit: unit,
                        status: status,
                        reason: reason
                    )
                )
            }
            stand.clock.wallMilliseconds += 5_000
            try await line.tell(report(.running, 0, 0), answering: start)
            let began = stand.clock.wallMilliseconds
            stand.clock.wallMilliseconds += 5_000
            try await line.tell(stamp(1, .commissioned), answering: start)
            try await line.tell(stamp(2, .scrapped, "readBackMismatch"), answering: start)
            // Somebody asked for the state that there is.
            try await line.tell(report(.running, 1, 1), answering: start)
            let runs = try #require(try await Self.facts(line).first?.run)
            #expect([runs.commissioned, runs.scrapped, runs.serialsLeft] == [1, 1, 3])
            // A unit changes the figures and not how the run stands.
            #expect(runs.since == began && runs.unitInDoubt == nil)

            try await line.tell(stamp(3, .scrapped, "markTimeout"), answering: start)
            try await line.tell(report(.interrupted, 1, 2, "markTimeout"), answering: start)
            let held = try #require(try await Self.facts(line).first?.run)
            #expect(held.unitInDoubt == 3 && held.since == stand.clock.wallMilliseconds)

            // What is granted ahead of any run counts for it; what is granted for another one does not.
            let machine = line.machine
            try await stand.runtime.perform { work in
                let gtin = try RunRepository.get(ordered.id, in: work).gtin
                try BlockBook.grant(4, of: gtin, to: machine, by: "ada", in: work)
                try BlockBook.grant(9, of: gtin, to: machine, run: "another", by: "ada", in: work)
            }
            #expect(try await Self.facts(line).first?.run?.serialsLeft == 6)
        }
    }

    @Test func showTheRunThatUnitsPassForBeforeTheOneThatWaits() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let first = try await line.order(1)
            stand.clock.wallMilliseconds += 1
            let second = try await line.order(2)
            _ = try await line.takeGrants()
            #expect(try await Self.facts(line).map(\.run?.id) == [first.id])
            let (runs, id) = (stand.runs, line.machine)
            try await stand.runtime.perform { work in
                guard case .run(let report) = RunDeskTests.told(second, .running, (0, 0, 0)) else { return }
                try runs.told(report, by: MachineRepository.get(id, in: work), in: work)
            }
            #expect(try await Self.facts(line).map(\.run?.id) == [second.id])
            for run in [first, second] { _ = try? await line.ask(.abort, run.id) }
            try await stand.runtime.perform { work in
                guard case .run(let report) = RunDeskTests.told(second, .aborted, (0, 0, 0)) else { return }
                try runs.told(report, by: MachineRepository.get(id, in: work), in: work)
            }
            // Nothing says any more that it is a line.
            #expect(try await Self.facts(line).isEmpty)
        }
    }

    @Test func showStationsAsTheMachineLastToldOfThem() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            let machine = line.machine
            let station = HealthReport.Station(id: "S1", packML: 11, heartbeat: true, watchdog: false)
            let report = HealthReport(
                lanes: [],
                stations: [station],
                journalDepth: 0,
                deliveries: 0,
                program: "test"
            )
            stand.links.heard(machine, health: report, at: stand.runtime.clock())
            let told = try #require(try await Self.facts(line).first)
            #expect(told.stations.map(\.health) == [station] && told.run == nil && told.openRun == nil)
            // The last run is shown when there is no other.
            let run = try await line.order(1)
            _ = try await line.takeGrants()
            _ = try await line.ask(.abort, run.id)
            let over = try #require(try await Self.facts(line).first)
            #expect(over.run?.id == run.id && over.openRun == nil)
        }
    }
}
