import Machine
import Protocol

// What fails at lines, and what people do that machines have to bear.
extension World {
    /// Returns whether it could be done.
    func injectAtStation(_ kind: FaultKind) -> Bool {
        guard settings.lines > 0 else { return false }
        let agent = agents[settings.machines + Int(between(0, Int64(settings.lines) - 1))]
        guard let station = agent.station else { return false }
        switch kind {
        case .plcPowerLoss: station.plc.powerCycle(at: SimulatedAgent.hardware(now))
        case .stationFault:
            let faults = StationFault.all(delay: Int(between(5, 80))).filter { $0 != .normal }
            let fault = faults[Int(between(0, Int64(faults.count) - 1))]
            station.plc.setFault(FaultScript.StationEntry(fault, commands: Int(between(1, 3))))
        case .busCut:
            station.isBusCut = true
            at(between(200, 20_000), .healed(.bus(machine: agent.number)))
        case .busLossy:
            station.lossPercent = between(1, 20)
            station.latePercent = between(0, 10)
            at(between(5_000, 60_000), .healed(.bus(machine: agent.number)))
        default: return false
        }
        return true
    }

    /// Returns whether it could be done.
    func disturb(_ kind: FaultKind, _ agent: SimulatedAgent) async -> Bool {
        guard coordinator.isUp, coordinator.pausedUntil == nil else { return false }
        await command(kind == .keyRotated ? .rotateKey : chance(70) ? .setOutputsSafe : .ping, agent)
        return true
    }
}
