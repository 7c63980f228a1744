/// Every fault a profile can have. The raw value is what reports and documentation show; it never changes.
package enum FaultCode: String, Sendable, CaseIterable {
    case emptyFile
    case notYAML
    case tooLarge
    case aliasRefused
    case duplicateKey
    case unknownKey
    case missingKey
    case missingTimeout
    case wrongType
    case badDuration
    case badValue
    case outOfRange
    case unsupportedVersion
    case unknownBoard
    case unknownLine
    case inputUsedAsOutput
    case twoOwners
    case missingExternalPull
    case externalPullDrivesMotor
    case dropDebounced
    case duplicateLaneID
    case duplicateInterlockID
    case laneNeverSelectable
    case stockAboveCapacity
    case attemptsOutOfRange
    case pulseLongerThanMaxOn
    case maxOnBelowWatchdog
    case hardwareLimitTooLate
    case hardwareLimitTooEarly
    case watchdogAboveBoard
    case unreachableState
    case interlockNotNormallyClosed
    case interlockFailsUnsafe
    case interlockBlocksNothing
    case unknownLane
    case duplicateModbusID
    case unknownReference
    case broadcastUnit
    case unstableDevice
    case registerOverlap
    case registerUsedTwice
    case wrongRegister
    case blockNotContiguous
    case blockTooLong
    case wordOrderNotShown
    case heartbeatTooSlow

    /// Whether a profile with this fault still compiles.
    package var severity: FaultSeverity {
        switch self {
        case .missingExternalPull, .dropDebounced: .warning
        default: .error
        }
    }
}
