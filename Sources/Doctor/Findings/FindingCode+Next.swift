extension FindingCode {
    /// What to do next; empty when there is nothing to do.
    package var next: String {
        switch self {
        case .setupConfiguration: "Correct the file as the message says; docs/machine.md has every member."
        case .setupProfile: "Compile the profile again with mintmark profile compile, and put it where it is named."
        case .setupProfileUnverified: "Enrol the machine, then look again with the agent stopped."
        case .setupAgentRuns:
            "For these checks: systemctl stop mintmark-agent, look again, systemctl start mintmark-agent."
        case .setupAgentStopped: "Start it when you are done: systemctl start mintmark-agent."
        case .setupAgentTrouble: "Stop the agent and look again: the lines are looked at one by one then."
        case .setupConsentRefused: "Name a lane, the line of its motor, or a spare line of the chip."
        case .linesNoChip: "Compare the profile's board with what gpiodetect prints in brackets."
        case .linesNoLine: "Compare the profile with the names that gpioinfo shows in quotes."
        case .linesAmbiguous: "Give chips and lines names of their own in the device tree."
        case .linesBusy: "Stop the program that holds it; gpioinfo shows its name beside the line."
        case .linesNotPermitted: "Run it with sudo, or as a member of the group gpio."
        case .linesUnsupported: "Use a kernel of 5.10 or later, or another setting for this line in the profile."
        case .linesBroken: "Look at the board's wiring and at dmesg."
        case .linesSwapped: "Exchange the two wires at the board, or the two lines in the profile; then look again."
        case .linesNoPull: "Fit the resistor, or write bias: pullUp (or pullDown) for this line in the profile."
        case .linesNotAtRest: "Look at the switch or sensor, its wire and activeLow; at rest it has to read as said."
        case .linesInterlockOpen: "Close it and look again; when it was closed, look for the cut wire."
        case .linesRestless: "Look for a loose wire, a missing resistor or a cable beside a motor's."
        case .outputsNotSafe: "Cut the motors' supply and look for a short, or for another program on the pin."
        case .outputsActiveUnowned:
            "Fit the resistor that holds the motor off, on a pin that does not pull the other way."
        case .pulseRefused: "Put right what the message says, then allow the pulse again."
        case .pulseNothing: "Look at the motor's supply and driver, then at its home switch's wire."
        case .pulseIncomplete: "Look whether the spiral is jammed; turn it to its home position by hand."
        case .pulseInterlock: "Look at the contact: vibration must not open it."
        case .pulseUncertain: "Look at the lane, then allow the pulse again."
        case .releaseKeeps, .releaseKernelKeeps:
            "Write dtparam=strict_gpiod into /boot/firmware/config.txt and start the machine again; fit the resistor "
                + "that holds the motor off."
        case .releaseNotTested: "Allow it once per board: --pulse with a lane, or with a spare line of the chip."
        case .releaseUncertain: "Allow the trial again; when it fails again, report it with the support file."
        case .modbusBusUnusable: "Look at the cable, the address or device in the profile, and who else uses it."
        case .modbusDead: "Look at its supply, cable, unit id, speed and parity; --scan looks for it elsewhere."
        case .modbusWrongDevice: "Look which device is at this unit id; adapters and cables may be exchanged."
        case .modbusWordOrder: "Write the order that fits into the profile, compile it and install it."
        case .modbusWordOrderUnknown: "Look up the register's address and base, and the constant, in the manual."
        case .modbusUnreadable: "Compare the register's table, address and base with the manual."
        case .modbusLate: "Write a requestTimeout of half as much again as the slowest answer."
        case .modbusLost: "Look at termination, shield and speed of the bus, and at who else uses it."
        case .modbusWatchdog:
            "The agent sets it when it starts. When it is still different then, the register is wrong."
        case .clockUnset: "Connect the machine to a network with a time service. It sells meanwhile."
        case .clockUnsynchronised: "Install one: apt install systemd-timesyncd. The machine sells meanwhile."
        case .clockWrong: "Look why the time service does not set it: timedatectl. The machine sells meanwhile."
        case .clockDrifts: "Look why the time service does not hold it; a board whose crystal fails has to be replaced."
        case .clockStepped: "Nothing, when that was the time service after a start."
        case .linkNotEnrolled: "Start the agent and allow the machine: mintmark machine allow."
        case .linkQuarantined: "Allow the machine again at the coordinator; docs/operating.md says when not to."
        case .linkTrust: "Use the root key of the right deployment, or an empty state folder."
        case .linkWrongKey: "Find out who answers there; the machine will not talk to it."
        case .linkUnreachable:
            "Look at the network, the name and the port; ask the operator whether the coordinator runs."
        case .linkNoSession: "journalctl -u mintmark-agent says why; docs/generated/log-codes.md explains the codes."
        case .queueOld: "Look at the link. Nothing is lost, but the customers' money waits for it."
        case .queueDeadLetters: "Tell the operator: the coordinator raised an alarm for each."
        case .queueInDoubt: "Start the agent: it reports it in doubt, and runs nothing again."
        case .queueNoReserve: "Free space on the disk; the agent makes the reserve again by itself."
        case .queueSetAside: "Keep the file for whoever looks into it; the machine enrols again."
        case .queueUnreadable: "Run it with sudo. When the journal is damaged, the agent sets it aside when it starts."
        case .diskUnknown: "Look whether the state folder is there."
        case .diskFull, .diskLow: "Free space: journalctl --vacuum-size=50M, apt clean; look for what grows with du."
        case .diskNoFiles: "Remove small files that nobody needs; find where they are with du --inodes."
        case .diskReadOnly: "Look at dmesg: a card that fails is mounted so. Replace it."
        case .diskUnwritable: "Look at dmesg for errors of the medium, and who owns the state folder."
        case .diskVolatile: "Put the state folder onto a card or an eMMC."
        case .diskSlow: "Use an industrial card or an eMMC; every sale waits for several writes."
        case .diskWorn: "Plan its replacement."
        case .diskWornOut: "Replace it now."
        case .versionsKernel: "Install Debian 12 or newer."
        case .linesOK, .outputsOK, .pulseOK, .releaseOK, .modbusOK, .modbusStranger, .clockOK, .linkOK, .queueOK,
            .queueWaiting, .diskOK, .versionsOK:
            ""
        }
    }

    /// The table of all codes in Markdown, as the documentation holds it.
    package static var markdownTable: String {
        let rows = allCases.map { "| `\($0.rawValue)` | \($0.severity.rawValue) | \($0.meaning) | \($0.next) |" }
        return (["| code | severity | what it means | what to do |", "|---|---|---|---|"] + rows).joined(
            separator: "\n"
        )
    }
}
