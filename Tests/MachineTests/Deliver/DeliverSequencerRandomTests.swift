import GPIO
import Machine
import Testing

/// Throws random events at random times at the sequencer, with ticks at its deadlines, and checks what must hold
/// whatever happens.
@Suite("Deliver sequencer: random histories")
struct DeliverSequencerRandomTests {
    @Test(arguments: [UInt64](0..<8))
    func invariantsHoldInRandomHistories(block: UInt64) throws {
        var statuses: Set<DeliveryStatus> = []
        var secondFirings = 0
        for seed in block * 500..<(block + 1) * 500 {
            var history = RandomHistory(seed: seed)
            let fault = try history.run()
            #expect(fault == nil, "seed \(seed)")
            history.result.map { _ = statuses.insert($0.status) }
            secondFirings += history.firings > 1 ? 1 : 0
        }
        // The histories are worth something only if they reach every end and the second attempt.
        #expect(statuses == Set(DeliveryStatus.allCases))
        #expect(secondFirings > 0)
    }
}

/// One random history of one delivery.
private struct RandomHistory {
    var random: Random
    var now = SequencerBench.origin
    var intents = 1
    var firings = 0
    var onSince: UInt64?
    var firstBeginAt: UInt64?
    var results: [DeliveryResult] = []
    var fault: String?

    var result: DeliveryResult? { results.first }

    init(seed: UInt64) {
        random = Random(state: seed)
    }

    /// SplitMix64, so that a seed gives the same history everywhere.
    struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Runs until the result and a little beyond, and says what did not hold.
    mutating func run() throws -> String? {
        let profile = Fixture.profile
        guard let lane = profile.lanes.randomElement(using: &random) else { return "no lane" }
        let wait = Bool.random(using: &random) ? UInt64.random(in: 0...400_000_000, using: &random) : 0
        var sequencer = DeliverSequencer(lane: lane, of: profile, earliestStart: now + wait)
        step(&sequencer, .begin(snapshot()), lane)
        firstBeginAt = now
        for _ in 0..<60 where fault == nil {
            let gap = UInt64.random(in: 1...900_000_000, using: &random)
            let target = now + gap
            while let deadline = sequencer.nextDeadline(after: now), deadline <= target, fault == nil {
                now = deadline
                step(&sequencer, .tick, lane)
            }
            now = target
            step(&sequencer, event(for: lane), lane)
        }
        // Whatever is left ends by its deadlines alone.
        for _ in 0..<20 {
            guard let deadline = sequencer.nextDeadline(after: now) else { break }
            now = deadline
            step(&sequencer, .tick, lane)
        }
        if fault == nil, results.count != 1 { fault = "\(results.count) results" }
        if fault == nil, onSince != nil { fault = "the motor is on at the end" }
        if fault == nil, result?.evidence.firings != firings { fault = "the evidence miscounts the firings" }
        return fault
    }

    private mutating func step(_ sequencer: inout DeliverSequencer, _ event: DeliverSequencer.Event, _ lane: Lane) {
        // A commit counts as an intent when the shell made it; it does so only when asked.
        let effects = sequencer.handle(event, at: now)
        for effect in effects {
            if !results.isEmpty { fault = "an effect after the result: \(effect)" }
            switch effect {
            case .set(lane.motor.name, .active):
                firings += 1
                if onSince != nil { fault = "turned on while on" }
                if firings > intents { fault = "\(firings) firings for \(intents) intents" }
                onSince = now
            case .set(lane.motor.name, .inactive):
                guard let since = onSince else { fault = "turned off while off"; break }
                if now - since > UInt64(lane.maxOnMilliseconds) * 1_000_000 { fault = "on longer than max-on" }
                onSince = nil
            case .set(let line, _): fault = "drives \(line)"
            case .started: if firings != 1 { fault = "started without a firing" }
            case .needFurtherIntent(let attempt):
                if attempt != firings + 1 || attempt > lane.attempts { fault = "asks for attempt \(attempt)" }
                if Bool.random(using: &random) { intents += 1; pendingCommit = true }
            case .finished(let result): check(result, of: lane)
            }
        }
    }

    private var pendingCommit = false

    private mutating func check(_ result: DeliveryResult, of lane: Lane) {
        results.append(result)
        if onSince != nil { fault = "finished with the motor on" }
        if (result.status == .finished) != result.evidence.dropSeen { fault = "finished and dropSeen disagree" }
        if (result.status == .finished) != (result.reason == nil) { fault = "a reason on success, or none on failure" }
        if (result.status == .cannotStart) != (firings == 0) { fault = "cannotStart after a firing" }
        if result.status == .failed, result.evidence.missedEdges, result.evidence.dropSeen {
            fault = "failed after a drop"
        }
        if let begun = firstBeginAt {
            let longest = UInt64(Fixture.profile.longestDeliveryMilliseconds(of: lane)) * 1_000_000
            if now - begun > longest { fault = "took longer than the longest delivery" }
        }
    }

    private mutating func snapshot() -> [LineName: Level] {
        var levels = Fixture.ready
        if Int.random(in: 0..<12, using: &random) == 0,
            let line = levels.keys.sorted(by: order).randomElement(using: &random)
        {
            levels[line] = Bool.random(using: &random) ? levels[line]?.inverted : nil
        }
        return levels
    }

    private func order(_ left: LineName, _ right: LineName) -> Bool { left.line < right.line }

    private mutating func event(for lane: Lane) -> DeliverSequencer.Event {
        if pendingCommit {
            pendingCommit = false
            return .furtherIntentCommitted
        }
        let timestamp = now - UInt64.random(in: 0...50_000_000, using: &random)
        let home = lane.home?.name ?? Fixture.home("A1")
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<30: return .edge(home, Bool.random(using: &random) ? .active : .inactive, timestamp: timestamp)
        case 30..<36: return .edge(Fixture.drop, .active, timestamp: timestamp)
        case 36..<42: return .edge(Fixture.drop, .inactive, timestamp: timestamp)
        case 42..<45:
            return .edge(Fixture.door, Bool.random(using: &random) ? .active : .inactive, timestamp: timestamp)
        case 45..<47: return .edge(Fixture.tilt, .inactive, timestamp: timestamp)
        case 47..<49: return .missedEdges([Fixture.drop, home, Fixture.door].randomElement(using: &random) ?? home)
        case 49..<51: return .stop(Bool.random(using: &random) ? .safeOutputs : .shutdown)
        case 51..<53: return .furtherIntentRefused
        case 53..<55: return .begin(snapshot())
        default: return .tick
        }
    }
}
