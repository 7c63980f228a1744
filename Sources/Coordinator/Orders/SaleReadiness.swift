/// Asks everything that must be so before a price is named: the machine, its link, the lane, the stock.
enum SaleReadiness {
    /// The longest silence is the machine directory's to judge; a connected machine was heard just now.
    private static let rule = ReadinessRule(maximumSilenceMilliseconds: 60_000)

    /// Why nothing is sold from a lane now; nil when it is.
    static func refusal(_ machine: MachineReadiness, _ stock: LaneStock, in work: Work) -> ReadinessRefusal? {
        var conditions = ReadinessRule.Conditions()
        conditions.isRecovering = machine.isRecovering
        conditions.machine = machine.allowed ? .allowed : .notAllowed
        conditions.isConnected = machine.connected
        conditions.lastHeardAt = machine.connected ? work.now.milliseconds : nil
        conditions.isLaneEnabled = stock.isEnabled
        conditions.isLaneFaulted = stock.fault != nil
        conditions.isLaneReady = machine.laneReady
        conditions.stock = stock.units
        return rule.refusal(conditions, now: work.now.milliseconds)
    }

    /// Throws the refusal that the customer reads; `cause` is for operators.
    static func require(_ machine: MachineReadiness, _ stock: LaneStock, in work: Work) throws(CoordinatorError) {
        guard let refusal = refusal(machine, stock, in: work) else { return }
        throw CoordinatorError(refusal.code, refusal.words, cause: machine.reason ?? stock.fault ?? refusal.rawValue)
    }
}

extension ReadinessRefusal {
    /// The code that programs read.
    var code: CoordinatorErrorCode {
        switch self {
        case .recovering: .notReady
        case .machineNotAllowed, .machineQuarantined, .profileDiffers: .machineNotAllowed
        case .machineOffline, .machineSilent: .machineOffline
        case .interlockOpen: .notReady
        case .laneDisabled: .placeClosed
        case .laneFaulted, .laneNotReady: .laneFaulted
        case .soldOut: .soldOut
        }
    }
}
