import GPIO

extension MachineProfile {
    /// Refuses a profile that the compiler could not have written: the last look before lines are requested, whoever
    /// made the bytes.
    ///
    /// - Throws: `invalidProfile`.
    package func checkConsistency() throws(MachineError) {
        try require(!lanes.isEmpty || modbus != nil, "it has no lane and no station")
        try require(Set(lanes.map(\.id)).count == lanes.count, "two lanes have the same id")
        try require(Set(interlocks.map(\.id)).count == interlocks.count, "two interlocks have the same id")
        try require(limits.concurrentMotors == 1, "concurrentMotors must be 1")
        let longest = Lane.maximumTimeMilliseconds
        try require((1...longest).contains(limits.watchdogMilliseconds), "the watchdog time must be 1...\(longest) ms")
        try require((0...longest).contains(limits.settleMilliseconds), "the settle time must be 0...\(longest) ms")
        for lane in lanes {
            try check(lane)
        }
        try checkOwners()
        if let problem = modbus?.problems(takenIDs: Set(lanes.map(\.id) + interlocks.map(\.id))).first {
            throw MachineError(.invalidProfile, "profile \(name) is not usable: \(problem.message); \(problem.fix)")
        }
        for interlock in interlocks {
            try require(!interlock.blocks.isEmpty, "interlock \(interlock.id) blocks nothing")
            for id in interlock.blocks {
                try require(lane(id) != nil, "interlock \(interlock.id) blocks \(id), which is not a lane")
            }
        }
    }

    private func check(_ lane: Lane) throws(MachineError) {
        let longest = Lane.maximumTimeMilliseconds
        for time in [lane.maxOnMilliseconds, lane.driveLimitMilliseconds, lane.dropWindowMilliseconds] {
            try require((1...longest).contains(time), "lane \(lane.id) has a time outside 1...\(longest) ms")
        }
        try require(
            (0...longest).contains(lane.minimumOffMilliseconds),
            "lane \(lane.id) has a minimum off time outside 0...\(longest) ms"
        )
        try require(
            lane.home == nil ? lane.pulseMilliseconds != nil : lane.homeTimeoutMilliseconds != nil,
            "lane \(lane.id) has neither a home timeout nor a pulse"
        )
        try require(
            (lane.pulseMilliseconds ?? lane.homeTimeoutMilliseconds ?? 0) <= lane.maxOnMilliseconds,
            "lane \(lane.id) is driven longer than its max-on time"
        )
        try require(
            lane.maxOnMilliseconds >= limits.watchdogMilliseconds || lane.hardwareLimited,
            "lane \(lane.id) has a max-on time below the watchdog without hardware limiting"
        )
        try require(Lane.attemptsRange.contains(lane.attempts), "lane \(lane.id) has \(lane.attempts) attempts")
        try require(lane.attempts == 1 || lane.home != nil, "lane \(lane.id) retries without a home switch")
        try require(lane.capacity > 0 && (0...lane.capacity).contains(lane.stock), "lane \(lane.id) has an odd stock")
    }

    private func checkOwners() throws(MachineError) {
        var owners: Set<LineName> = []
        var shared: [LineName: InputLine] = [:]
        for name in lanes.map(\.motor.name) {
            try require(owners.insert(name).inserted, "\(name) has two owners")
        }
        for input in inputs {
            if let known = shared[input.name], known == input, input.shared { continue }
            try require(owners.insert(input.name).inserted, "\(input.name) has two owners")
            shared[input.name] = input
        }
    }

    private func require(_ fact: Bool, _ fault: String) throws(MachineError) {
        if !fact {
            throw MachineError(.invalidProfile, "profile \(name) is not usable: \(fault); compile it again")
        }
    }
}
