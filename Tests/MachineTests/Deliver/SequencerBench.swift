import GPIO
import Machine

/// Drives a sequencer by hand, in milliseconds.
struct SequencerBench {
    /// A start time that is not zero, so that a forgotten offset shows.
    static let origin: UInt64 = 7_000_000_000

    var sequencer: DeliverSequencer
    let lane: Lane
    private(set) var effects: [DeliverSequencer.Effect] = []

    init(_ id: String, profile: MachineProfile = Fixture.profile, earliestStart: Int? = nil) throws {
        guard let lane = profile.lane(id) else { throw MissingLane(id: id) }
        self.lane = lane
        sequencer = DeliverSequencer(lane: lane, of: profile, earliestStart: earliestStart.map(Self.time) ?? 0)
    }

    struct MissingLane: Error { let id: String }

    static func time(_ milliseconds: Int) -> UInt64 { UInt64(Int(origin) + milliseconds * 1_000_000) }

    @discardableResult
    mutating func at(_ milliseconds: Int, _ event: DeliverSequencer.Event) -> [DeliverSequencer.Effect] {
        let new = sequencer.handle(event, at: Self.time(milliseconds))
        effects += new
        return new
    }

    /// An edge that is read at once, or `late` milliseconds after it happened.
    @discardableResult
    mutating func edge(
        _ milliseconds: Int,
        _ line: LineName,
        _ level: Level,
        late: Int = 0
    ) -> [DeliverSequencer.Effect] {
        at(milliseconds + late, .edge(line, level, timestamp: Self.time(milliseconds)))
    }

    /// Begins at 0 and turns the motor once: home left at 300, back at 1800.
    mutating func turn(from start: Int = 0) {
        edge(start + 300, Fixture.home(lane.id), .inactive)
        edge(start + 1_800, Fixture.home(lane.id), .active)
    }

    mutating func begin(_ levels: [LineName: Level] = Fixture.ready) {
        at(0, .begin(levels))
    }

    var result: DeliveryResult? {
        for case .finished(let result) in effects { return result }
        return nil
    }

    var finishes: Int {
        effects.filter { if case .finished = $0 { true } else { false } }.count
    }

    var firings: Int { effects.filter { $0 == on }.count }
    var on: DeliverSequencer.Effect { .set(lane.motor.name, .active) }
    var off: DeliverSequencer.Effect { .set(lane.motor.name, .inactive) }
}
