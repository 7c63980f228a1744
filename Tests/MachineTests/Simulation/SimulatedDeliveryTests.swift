import GPIO
import Machine
import Testing

/// The sequencer and the simulated machine, coupled directly: every fault ends the way the table of faults says.
@Suite("Deliveries on the simulated machine")
struct SimulatedDeliveryTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var script: String
        var lane = "A1"
        var status: DeliveryStatus
        var reason: DeliveryReason?
        var firings = 1
        var dropped = 1

        var testDescription: String { "\(lane) with “\(script)”" }
    }

    static let rows: [Row] = [
        Row(script: "", status: .finished),
        Row(script: "", lane: "A2", status: .finished),
        Row(script: "", lane: "A3", status: .finished),
        Row(script: "A1=normal", status: .finished),
        Row(script: "A1=jam", status: .failed, reason: .noDrop, dropped: 0),
        Row(script: "A2=jam", lane: "A2", status: .failed, reason: .noDrop, firings: 2, dropped: 0),
        Row(script: "A2=jam*1", lane: "A2", status: .finished, firings: 2),
        Row(script: "A1=motorStuck", status: .failed, reason: .jam, dropped: 0),
        Row(script: "A2=motorStuck", lane: "A2", status: .failed, reason: .jam, dropped: 0),
        Row(script: "A1=dropSensorStuck", status: .finished),
        Row(script: "A1=doubleDrop", status: .finished, dropped: 2),
        Row(script: "A1=empty", status: .failed, reason: .noDrop, dropped: 0),
        Row(script: "A2=empty", lane: "A2", status: .failed, reason: .noDrop, firings: 2, dropped: 0),
        Row(script: "A1=slowDrop:1200", status: .finished),
        Row(script: "A1=dropAfterMotor", status: .finished),
        Row(script: "door=open", status: .cannotStart, reason: .interlock, firings: 0, dropped: 0),
        Row(script: "tilt=open", status: .cannotStart, reason: .interlock, firings: 0, dropped: 0),
        Row(script: "tilt=open", lane: "A2", status: .finished),
        Row(script: "door=opens:300", status: .inDoubt, reason: .interlockOpened, dropped: 0),
        Row(script: "door=opens:1400", status: .finished),
        Row(script: "door=opens:1600", status: .finished),
    ]

    @Test(arguments: rows)
    func everyFaultEndsAsTheTableSays(_ row: Row) throws {
        var machine = SimulatedMachine(
            profile: Fixture.profile,
            script: try FaultScript(parsing: row.script, for: Fixture.profile),
            now: 5
        )
        let result = try deliver(row.lane, on: &machine)
        #expect(result.status == row.status)
        #expect(result.reason == row.reason)
        #expect(result.evidence.firings == row.firings)
        #expect(machine.firings[row.lane] == row.firings)
        #expect(machine.dropped[row.lane] == row.dropped)
    }

    @Test func theDeliveryAfterAStuckSensorCannotStart() throws {
        var machine = SimulatedMachine(
            profile: Fixture.profile,
            script: FaultScript(lanes: ["A1": .init(.dropSensorStuck)])
        )
        #expect(try deliver("A1", on: &machine).evidence.dropSensorActiveAtEnd)
        let next = try deliver("A2", on: &machine)
        #expect(next.reason == .dropSensorBlocked)
        #expect(machine.firings["A2"] == 0)
    }

    @Test func theDeliveryAfterAStuckMotorCannotStart() throws {
        var machine = SimulatedMachine(profile: Fixture.profile, script: FaultScript(lanes: ["A1": .init(.motorStuck)]))
        #expect(try deliver("A1", on: &machine).reason == .jam)
        #expect(try deliver("A1", on: &machine).reason == .notAtHome)
        #expect(machine.firings["A1"] == 1)
    }

    @Test func sellsALaneUntilItIsEmpty() throws {
        var machine = SimulatedMachine(profile: Fixture.profile)
        for _ in 0..<8 {
            #expect(try deliver("A1", on: &machine).status == .finished)
        }
        #expect(try deliver("A1", on: &machine).reason == .noDrop)
        #expect(machine.dropped["A1"] == 8)
        #expect(machine.firings["A1"] == 9)
    }

    /// Runs one delivery to its end, jumping from event to event.
    private func deliver(_ id: String, on machine: inout SimulatedMachine) throws -> DeliveryResult {
        let lane = try #require(machine.profile.lane(id))
        var sequencer = DeliverSequencer(lane: lane, of: machine.profile)
        var now = machine.now
        var pending: [DeliverSequencer.Event] = [.begin(machine.levels)]
        for _ in 0..<200 {
            while !pending.isEmpty {
                for effect in sequencer.handle(pending.removeFirst(), at: now) {
                    switch effect {
                    case .set(let line, let level): machine.outputChanged(line, level, at: now)
                    case .needFurtherIntent: pending.append(.furtherIntentCommitted)
                    case .started: break
                    case .finished(let result):
                        _ = machine.advance(to: now + 10_000_000_000)
                        return result
                    }
                }
            }
            let times = [sequencer.nextDeadline(after: now), machine.nextEventTime].compactMap { $0 }
            now = try #require(times.min(), "nothing left that could move the delivery on")
            pending = machine.advance(to: now).map { .edge($0.line, $0.level, timestamp: $0.atNanoseconds) } + [.tick]
        }
        throw Endless()
    }

    private struct Endless: Error {}
}
