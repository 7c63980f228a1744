import Glibc
import Measuring

/// What strikes a fleet.
extension SoakFleet {
    /// Does what the schedule says when it says it, and returns what really struck.
    func strike(_ schedule: SoakSchedule) async -> [SoakFault] {
        let start = ContinuousClock.now
        return await withTaskGroup(of: SoakFault?.self) { group in
            for (number, fault) in schedule.faults.enumerated() {
                group.addTask {
                    try? await Task.sleep(until: start + .seconds(fault.start))
                    return await strike(fault, number)
                }
            }
            return await group.reduce(into: []) { faults, fault in fault.map { faults.append($0) } }
                .sorted { $0.start < $1.start }
        }
    }

    private func strike(_ fault: SoakFault, _ number: Int) async -> SoakFault? {
        let machine = fault.machine.map { machines[$0] }
        Progress.say("\(fault.kind.rawValue)\(machine.map { ": \($0.name)" } ?? "")")
        switch fault.kind {
        case .killAgent, .killCoordinator:
            guard let pid = pid(of: machine?.agent ?? Self.coordinator) else { return nil }
            kill(pid, SIGKILL)
        case .freezeAgent, .freezeCoordinator:
            let name = machine?.agent ?? Self.coordinator
            guard let pid = pid(of: name), kill(pid, SIGSTOP) == 0 else { return nil }
            try? await Task.sleep(for: .seconds(fault.seconds))
            // The service manager may have ended it meanwhile.
            if self.pid(of: name) == pid { kill(pid, SIGCONT) }
        case .cut: await trouble(.cut, machine, fault)
        case .blackHole: await trouble(.silent, machine, fault)
        case .delay: await trouble(.slow(Self.delayMilliseconds), machine, fault)
        case .halfOpen: machine?.proxy.halve(keepsNear: number.isMultiple(of: 2))
        }
        return fault
    }

    /// How late each byte is on a slow network, one way.
    private static let delayMilliseconds: Int64 = 400

    private func trouble(_ trouble: ProxyCondition.Trouble, _ machine: SoakMachine?, _ fault: SoakFault) async {
        machine?.proxy.set(trouble)
        try? await Task.sleep(for: .seconds(fault.seconds))
        machine?.proxy.set(.none)
    }
}
