/// What can go wrong in the world. A report counts how often each really did.
package enum FaultKind: String, Sendable, CaseIterable {
    case agentKilled, agentPaused, powerCut, coordinatorKilled, coordinatorPaused, failover
    case dropped, duplicated, reordered, delayed, partition, corruptedSignature
    case wallStep, coordinatorStep
    case machineDiskFull, machineWriteError, machineSyncError, coordinatorDiskFull, coordinatorWriteError
    case coordinatorSyncError
    case machineImageRestored, coordinatorImageRestored
    case jam, stuckSensor, doubleDrop, doorOpened
    case plcPowerLoss, stationFault, busCut, busLossy, requestLost, answerLost, requestLate
    case runInterrupted, keyRotated, stopped
    case reorganisation, railDown, railLosesAnswers, holdExpired
    case paidLate, paidTwice, paidTooLittle, replacedPayment, vanishedCustomer

    // What they caused, for the report.
    case interrupted, duplicateCommand, refusedCommand, noRoom, badGrant, badReply
    case interruptedUnit, notCommissioned
}
