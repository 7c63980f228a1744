import Coordinator
import Machine
import Protocol

extension World {
    /// Something of this seed's kinds fails.
    func injectFault() async {
        guard !isHealed else { return }
        let kind = plan.kinds[Int(between(0, Int64(plan.kinds.count) - 1))]
        let agent = agents[Int(between(0, Int64(agents.count) - 1))]
        note("fault \(kind) \(agent.number)")
        keepImages()
        if await inject(kind, agent) { count(kind) }
        at(between(plan.interval.lowerBound, plan.interval.upperBound), .fault)
    }

    /// Somebody makes copies now and then, where they are put back later.
    private func keepImages() {
        if plan.kinds.contains(.machineImageRestored) {
            for agent in agents where images[agent.number] == nil && agent.isUp && chance(25) {
                images[agent.number] = card(of: agent)
            }
        }
        if plan.kinds.contains(.coordinatorImageRestored), coordinatorImage == nil, coordinator.isUp, chance(25) {
            coordinatorImage = coordinator.disk.snapshot()
        }
    }

    private func card(of agent: SimulatedAgent) -> SimulatedCard? {
        do {
            return SimulatedCard(disk: agent.disk.snapshot(), keys: try agent.keyFolder.read())
        } catch {
            violation = violation ?? Violation("the keys of machine \(agent.number) can't be read: \(error)")
            return nil
        }
    }

    /// Returns whether it could be done.
    private func inject(_ kind: FaultKind, _ agent: SimulatedAgent) async -> Bool {
        switch kind {
        case .agentKilled, .agentPaused, .powerCut, .wallStep, .machineDiskFull, .machineWriteError,
            .machineSyncError, .machineImageRestored:
            return injectAtMachine(kind, agent)
        case .coordinatorKilled, .coordinatorPaused, .failover, .coordinatorStep, .coordinatorDiskFull,
            .coordinatorWriteError, .coordinatorSyncError, .coordinatorImageRestored:
            return injectAtCoordinator(kind)
        case .jam, .stuckSensor, .doubleDrop, .doorOpened: return injectAtHardware(kind, agent)
        case .reorganisation, .railDown, .railLosesAnswers: return injectAtRail(kind)
        case .plcPowerLoss, .stationFault, .busCut, .busLossy: return injectAtStation(kind)
        case .keyRotated, .stopped: return await disturb(kind, agent)
        case .partition: return partition(agent)
        default: return false
        }
    }

    private func injectAtMachine(_ kind: FaultKind, _ agent: SimulatedAgent) -> Bool {
        guard agent.isUp else { return false }
        switch kind {
        case .agentKilled: stopAgent(agent, cutsPower: false, restartsAfter: between(500, 5_000))
        case .agentPaused:
            let pause = between(100, 6_000)
            agent.pausedUntil = now + min(pause, Self.watchdogMilliseconds)
            at(min(pause, Self.watchdogMilliseconds), .healed(.pause(machine: agent.number)))
            // What is frozen for longer is killed by the watchdog.
            if pause > Self.watchdogMilliseconds { agent.isFrozen = true }
        case .powerCut: agent.disk.crashAtCall = agent.disk.calls + Int(between(1, 60))
        case .wallStep: agent.wallStep += between(-86_400_000, 86_400_000)
        case .machineDiskFull:
            agent.disk.capacity = agent.disk.usedBytes + between(0, 40_000)
            at(between(2_000, 60_000), .healed(.disk(machine: agent.number)))
        case .machineWriteError: agent.disk.failingWrite = agent.disk.calls(.write) + Int(between(1, 20))
        case .machineSyncError: agent.disk.failingSync = agent.disk.calls(.sync) + Int(between(1, 6))
        case .machineImageRestored: return restoreMachine(agent)
        default: return false
        }
        return true
    }

    /// The card of a machine is replaced by a copy that was made some time ago.
    private func restoreMachine(_ agent: SimulatedAgent) -> Bool {
        do {
            guard let card = images[agent.number] else {
                images[agent.number] = self.card(of: agent)
                return false
            }
            stopAgent(agent, cutsPower: true, restartsAfter: between(5_000, 20_000))
            agent.disk.restore(card.disk)
            try agent.keyFolder.restore(card.keys)
        } catch {
            violation = violation ?? Violation("the folder can't be written: \(error)")
        }
        images[agent.number] = nil
        oracle.machineRestored(agent)
        serials.machineRestored(agent, told: toldSerials())
        return true
    }

    private func injectAtCoordinator(_ kind: FaultKind) -> Bool {
        guard coordinator.isUp else { return false }
        switch kind {
        case .coordinatorKilled: stopCoordinator(cutsPower: false, restartsAfter: between(500, 10_000))
        case .failover:
            // The power goes between two calls, or within one.
            if chance(40) {
                stopCoordinator(cutsPower: true, restartsAfter: between(200, 1_000))
            } else {
                coordinator.disk.crashAtCall = coordinator.disk.calls + Int(between(1, 120))
            }
        case .coordinatorPaused:
            let pause = between(500, 30_000)
            coordinator.pausedUntil = now + pause
            at(pause, .healed(.coordinatorPause))
        case .coordinatorStep: clock.coordinatorStep += between(-20_000, 20_000)
        case .coordinatorDiskFull:
            coordinator.disk.capacity = coordinator.disk.usedBytes + between(0, 100_000)
            at(between(2_000, 30_000), .healed(.coordinatorDisk))
        case .coordinatorWriteError:
            coordinator.disk.failingWrite = coordinator.disk.calls(.write) + Int(between(1, 40))
        case .coordinatorSyncError:
            coordinator.disk.failingSync = coordinator.disk.calls(.sync) + Int(between(1, 10))
        case .coordinatorImageRestored: return restoreCoordinator()
        default: return false
        }
        return true
    }

    /// The database is put back from a copy that was made some time ago, as `mintmark restore` does it: afterwards the
    /// folder's word is another one.
    private func restoreCoordinator() -> Bool {
        guard let image = coordinatorImage else {
            coordinatorImage = coordinator.disk.snapshot()
            return false
        }
        stopCoordinator(cutsPower: true, restartsAfter: between(1_000, 10_000))
        coordinator.disk.restore(image)
        coordinatorImage = nil
        do {
            try GenerationFile.write(Hex.encode((0..<16).map { _ in UInt8(between(0, 255)) }), folder: folder.path)
        } catch {
            violation = violation ?? Violation("the folder can't be written: \(error)")
        }
        oracle.coordinatorRestored()
        serials.coordinatorRestored()
        return true
    }

    private func injectAtHardware(_ kind: FaultKind, _ agent: SimulatedAgent) -> Bool {
        guard agent.station == nil else { return false }
        let lane = agent.profile.lanes[Int(between(0, Int64(agent.profile.lanes.count) - 1))].id
        switch kind {
        case .jam:
            let fault: LaneFault = chance(50) ? .jam : .motorStuck
            agent.physics.setFault(FaultScript.LaneEntry(fault, turns: Int(between(1, 3))), ofLane: lane)
        case .stuckSensor: agent.physics.setFault(FaultScript.LaneEntry(.dropSensorStuck, turns: 1), ofLane: lane)
        case .doubleDrop:
            let faults: [LaneFault] = [.doubleDrop, .slowDrop(milliseconds: 900), .dropAfterMotor, .empty, .empty]
            // Of the whole machine, or customers would seldom meet it.
            for lane in agent.profile.lanes {
                let fault = faults[Int(between(0, Int64(faults.count) - 1))]
                agent.physics.setFault(FaultScript.LaneEntry(fault, turns: Int(between(1, 2))), ofLane: lane.id)
            }
        case .doorOpened:
            agent.physics.setInterlock("door", safe: false, at: SimulatedAgent.hardware(now))
            at(between(500, 20_000), .healed(.door(machine: agent.number)))
        default: return false
        }
        return true
    }

    private func injectAtRail(_ kind: FaultKind) -> Bool {
        let index = Int(between(0, Int64(rails.count) - 1))
        switch kind {
        case .reorganisation:
            let isDeep = chance(10)
            let isLossy = chance(40)
            return rails[0].reorganise(blocks: isDeep ? 5 : between(1, 2), loses: { _ in isLossy }) > 0
        case .railDown:
            rails[index].set(isDown: true)
            at(between(1_000, 60_000), .healed(.rail(index)))
        case .railLosesAnswers:
            rails[index].set(losesAnswers: true)
            at(between(1_000, 20_000), .healed(.rail(index)))
        default: return false
        }
        return true
    }

    private func partition(_ agent: SimulatedAgent) -> Bool {
        for isToCoordinator in [true, false] where chance(70) {
            network.cut.insert(.init(machine: agent.number, isToCoordinator: isToCoordinator))
            at(
                between(1_000, 120_000),
                .healed(.link(machine: agent.number, toCoordinator: isToCoordinator))
            )
        }
        return true
    }

    /// One thing is whole again.
    func heal(_ healing: Happening.Healing) async {
        switch healing {
        case .link(let machine, let toCoordinator):
            network.cut.remove(.init(machine: machine, isToCoordinator: toCoordinator))
        case .pause(let machine):
            let agent = agents[machine]
            agent.pausedUntil = nil
            guard agent.isFrozen else { return }
            agent.isFrozen = false
            stopAgent(agent, cutsPower: false, restartsAfter: between(100, 1_000))
        case .coordinatorPause: coordinator.pausedUntil = nil
        case .disk(let machine):
            agents[machine].disk.capacity = nil
            wakeWork(agents[machine])
        case .coordinatorDisk: coordinator.disk.capacity = nil
        case .rail(let index):
            rails[index].set(isDown: false)
            rails[index].set(losesAnswers: false)
        case .door(let machine):
            guard agents[machine].station == nil else { return }
            agents[machine].physics.setInterlock("door", safe: true, at: SimulatedAgent.hardware(now))
        case .bus(let machine):
            agents[machine].station?.isBusCut = false
            agents[machine].station?.lossPercent = 0
            agents[machine].station?.latePercent = 0
        }
    }

    /// Nothing fails any more.
    func heal() async {
        isHealed = true
        healedAt = now
        note("healed")
        network.cut = []
        for (index, agent) in agents.enumerated() {
            await heal(.pause(machine: index))
            await heal(.disk(machine: index))
            await heal(.door(machine: index))
            await heal(.bus(machine: index))
            agent.station?.plc.setFault(nil)
            agent.disk.crashAtCall = nil
            for lane in agent.profile.lanes { agent.physics.setFault(FaultScript.LaneEntry(.normal), ofLane: lane.id) }
            agent.disk.failingWrite = nil
            agent.disk.failingSync = nil
        }
        await heal(.coordinatorPause)
        await heal(.coordinatorDisk)
        coordinator.disk.crashAtCall = nil
        coordinator.disk.failingWrite = nil
        coordinator.disk.failingSync = nil
        for index in rails.indices { await heal(.rail(index)) }
    }
}
