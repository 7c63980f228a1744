import GPIO

extension SimulatedMachine {
    /// How long goods block the sensor when they fall past it.
    private static let blockMilliseconds = 20

    mutating func pass(until time: UInt64) {
        while let step = agenda.first, step.time <= time {
            agenda.removeFirst()
            now = max(now, step.time)
            take(step.kind)
        }
        now = max(now, time)
    }

    mutating func turnOn(_ lane: Lane) {
        if !everDriven {
            everDriven = true
            for (id, fault) in script.interlocks.sorted(by: { $0.key < $1.key }) {
                if case .opens(let delay) = fault {
                    schedule(.interlockOpens(id), at: now.advanced(byMilliseconds: delay))
                }
            }
        }
        if motors[lane.id]?.fault == nil { beginTurn(of: lane.id) }
        motors[lane.id]?.onSince = now
        scheduleTurn(of: lane.id)
    }

    mutating func turnOff(_ lane: Lane) {
        guard var motor = motors[lane.id], let since = motor.onSince else { return }
        let limit = motor.fault == .motorStuck ? motor.sticksAt : motor.turn
        motor.position = min(limit, motor.position + (now - since))
        motor.onSince = nil
        let loose = motor.loose
        motor.loose = false
        motors[lane.id] = motor
        agenda.removeAll { $0.kind.drivenLane == lane.id }
        if loose {
            fall(from: lane, after: lane.dropWindowMilliseconds / 2)
        }
    }

    /// What is left of this turn, from the motor's position on.
    private mutating func scheduleTurn(of id: String) {
        guard let motor = motors[id], let since = motor.onSince else { return }
        func time(of position: UInt64) -> UInt64 { since + (position - motor.position) }
        if motor.position < motor.leavesHomeAt { schedule(.homeLeft(lane: id), at: time(of: motor.leavesHomeAt)) }
        if motor.fault == .motorStuck { return }
        if motor.position < motor.releasesAt { schedule(.released(lane: id), at: time(of: motor.releasesAt)) }
        schedule(.turnDone(lane: id), at: time(of: motor.turn))
    }

    private mutating func beginTurn(of id: String) {
        let fault = nextFault(of: id)
        motors[id]?.position = 0
        motors[id]?.fault = fault
    }

    private mutating func nextFault(of id: String) -> LaneFault {
        guard var entry = script.lanes[id] else { return .normal }
        if let turns = entry.turns {
            entry.turns = turns - 1
            script.lanes[id] = turns > 1 ? entry : nil
        }
        return entry.fault
    }

    private mutating func take(_ kind: ScheduledStep.Kind) {
        switch kind {
        case .homeLeft(let id):
            if let home = profile.lane(id)?.home { change(home.name, to: .inactive) }
        case .released(let id):
            if let lane = profile.lane(id) { release(lane) }
        case .turnDone(let id):
            if let home = profile.lane(id)?.home { change(home.name, to: .active) }
            beginTurn(of: id)
            motors[id]?.onSince = now
            scheduleTurn(of: id)
        case .goodsArrive(let id, let sticks):
            guard let line = profile.lane(id)?.drop.name else { return }
            blockers[line, default: 0] += 1
            if sticks { stuckSensors.insert(line) }
            change(line, to: .active)
            schedule(.goodsClear(lane: id), at: now.advanced(byMilliseconds: Self.blockMilliseconds))
        case .goodsClear(let id):
            guard let line = profile.lane(id)?.drop.name else { return }
            blockers[line, default: 1] -= 1
            if blockers[line] == 0, !stuckSensors.contains(line) { change(line, to: .inactive) }
        case .interlockOpens(let id):
            if let interlock = profile.interlocks.first(where: { $0.id == id }) {
                change(interlock.input.name, to: .inactive)
            }
        }
    }

    private mutating func release(_ lane: Lane) {
        // The way down: a tenth of a second, less in profiles with very short times.
        let usual = min(100, lane.dropWindowMilliseconds / 4)
        switch motors[lane.id]?.fault ?? .normal {
        case .normal: fall(from: lane, after: usual)
        case .jam, .motorStuck, .empty: break
        case .dropSensorStuck: fall(from: lane, after: usual, sticks: true)
        case .doubleDrop:
            fall(from: lane, after: usual)
            fall(from: lane, after: usual + 60)
        case .slowDrop(let milliseconds): fall(from: lane, after: milliseconds)
        case .dropAfterMotor: motors[lane.id]?.loose = true
        }
    }

    private mutating func fall(from lane: Lane, after milliseconds: Int, sticks: Bool = false) {
        guard let left = stock[lane.id], left > 0 else { return }
        stock[lane.id] = left - 1
        dropped[lane.id, default: 0] += 1
        schedule(.goodsArrive(lane: lane.id, sticks: sticks), at: now.advanced(byMilliseconds: milliseconds))
    }

    mutating func change(_ line: LineName, to level: Level) {
        guard levels[line] != level else { return }
        levels[line] = level
        changes.append(InputChange(line: line, level: level, atNanoseconds: now))
    }

    private mutating func schedule(_ kind: ScheduledStep.Kind, at time: UInt64) {
        // Steps of the same time stay in the order they were scheduled in.
        let index = agenda.firstIndex { $0.time > time } ?? agenda.endIndex
        agenda.insert(ScheduledStep(time: time, kind: kind), at: index)
    }
}
