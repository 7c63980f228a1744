/// Every kind of finding. The raw values are read by scripts and never change.
package enum FindingCode: String, Codable, Sendable, CaseIterable {
    case setupConfiguration = "setup.configuration"
    case setupProfile = "setup.profile"
    case setupProfileUnverified = "setup.profileUnverified"
    case setupAgentRuns = "setup.agentRuns"
    case setupAgentStopped = "setup.agentStopped"
    case setupAgentTrouble = "setup.agentTrouble"
    case setupConsentRefused = "setup.consentRefused"

    case linesOK = "lines.ok"
    case linesNoChip = "lines.noChip"
    case linesNoLine = "lines.noLine"
    case linesAmbiguous = "lines.ambiguous"
    case linesBusy = "lines.busy"
    case linesNotPermitted = "lines.notPermitted"
    case linesUnsupported = "lines.unsupported"
    case linesBroken = "lines.broken"
    case linesSwapped = "lines.swapped"
    case linesNoPull = "lines.noPull"
    case linesNotAtRest = "lines.notAtRest"
    case linesInterlockOpen = "lines.interlockOpen"
    case linesRestless = "lines.restless"

    case outputsOK = "outputs.ok"
    case outputsNotSafe = "outputs.notSafe"
    case outputsActiveUnowned = "outputs.activeUnowned"

    case pulseOK = "pulse.ok"
    case pulseRefused = "pulse.refused"
    case pulseNothing = "pulse.nothing"
    case pulseIncomplete = "pulse.incomplete"
    case pulseInterlock = "pulse.interlock"
    case pulseUncertain = "pulse.uncertain"

    case releaseOK = "release.ok"
    case releaseKeeps = "release.keeps"
    case releaseKernelKeeps = "release.kernelKeeps"
    case releaseNotTested = "release.notTested"
    case releaseUncertain = "release.uncertain"

    case modbusOK = "modbus.ok"
    case modbusBusUnusable = "modbus.busUnusable"
    case modbusDead = "modbus.dead"
    case modbusWrongDevice = "modbus.wrongDevice"
    case modbusWordOrder = "modbus.wordOrder"
    case modbusWordOrderUnknown = "modbus.wordOrderUnknown"
    case modbusUnreadable = "modbus.unreadable"
    case modbusLate = "modbus.late"
    case modbusLost = "modbus.lost"
    case modbusWatchdog = "modbus.watchdog"
    case modbusStranger = "modbus.stranger"

    case clockOK = "clock.ok"
    case clockUnset = "clock.unset"
    case clockUnsynchronised = "clock.unsynchronised"
    case clockWrong = "clock.wrong"
    case clockDrifts = "clock.drifts"
    case clockStepped = "clock.stepped"

    case linkOK = "link.ok"
    case linkNotEnrolled = "link.notEnrolled"
    case linkQuarantined = "link.quarantined"
    case linkTrust = "link.trust"
    case linkWrongKey = "link.wrongKey"
    case linkUnreachable = "link.unreachable"
    case linkNoSession = "link.noSession"

    case queueOK = "queue.ok"
    case queueWaiting = "queue.waiting"
    case queueOld = "queue.old"
    case queueDeadLetters = "queue.deadLetters"
    case queueInDoubt = "queue.inDoubt"
    case queueNoReserve = "queue.noReserve"
    case queueSetAside = "queue.setAside"
    case queueUnreadable = "queue.unreadable"

    case diskOK = "disk.ok"
    case diskUnknown = "disk.unknown"
    case diskFull = "disk.full"
    case diskLow = "disk.low"
    case diskNoFiles = "disk.noFiles"
    case diskReadOnly = "disk.readOnly"
    case diskUnwritable = "disk.unwritable"
    case diskVolatile = "disk.volatile"
    case diskSlow = "disk.slow"
    case diskWorn = "disk.worn"
    case diskWornOut = "disk.wornOut"

    case versionsOK = "versions.ok"
    case versionsKernel = "versions.kernel"

    /// The part before the dot.
    package var area: Area {
        Area(rawValue: String(rawValue.prefix { $0 != "." })) ?? .setup
    }

    /// How much a finding of this kind matters.
    package var severity: Severity {
        switch self {
        case .linesOK, .outputsOK, .pulseOK, .releaseOK, .modbusOK, .clockOK, .linkOK, .queueOK, .diskOK, .versionsOK:
            .ok
        case .setupAgentRuns, .setupAgentStopped, .releaseNotTested, .modbusStranger, .clockStepped, .queueWaiting:
            .note
        case .setupProfileUnverified, .setupConsentRefused, .linesInterlockOpen, .linesRestless, .pulseRefused,
            .pulseUncertain, .releaseUncertain, .modbusLate, .modbusLost, .modbusWatchdog, .clockUnset,
            .clockUnsynchronised, .clockWrong, .clockDrifts, .linkNotEnrolled, .linkNoSession, .queueOld,
            .queueDeadLetters, .queueInDoubt, .queueSetAside, .diskLow, .diskSlow, .diskWorn:
            .warning
        default: .fault
        }
    }
}
