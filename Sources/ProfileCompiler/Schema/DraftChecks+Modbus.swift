import Machine

extension DraftChecks {
    /// Reports what does not go together in the Modbus part, with the line of each thing.
    func checkModbus() {
        guard let modbus = draft.modbus, let profile = modbus.profile else { return }
        let taken = draft.lanes.compactMap(\.id?.value) + draft.interlocks.compactMap(\.id?.value)
        for problem in profile.problems(takenIDs: Set(taken)) {
            let position = modbus.position(of: problem.subject, key: problem.key)
            faults.add(FaultCode(problem.kind), at: position, problem.message, fix: problem.fix)
        }
    }
}

extension FaultCode {
    /// The fault a problem is.
    init(_ kind: ModbusProblem.Kind) {
        switch kind {
        case .nothingThere: self = .missingKey
        case .duplicateID: self = .duplicateModbusID
        case .twoOwners: self = .twoOwners
        case .unknownReference: self = .unknownReference
        case .outOfRange: self = .outOfRange
        case .broadcastUnit: self = .broadcastUnit
        case .unstableDevice: self = .unstableDevice
        case .registerOverlap: self = .registerOverlap
        case .registerUsedTwice: self = .registerUsedTwice
        case .wrongRegister: self = .wrongRegister
        case .blockNotContiguous: self = .blockNotContiguous
        case .blockTooLong: self = .blockTooLong
        case .wordOrderNotShown: self = .wordOrderNotShown
        case .heartbeatTooSlow: self = .heartbeatTooSlow
        }
    }
}
