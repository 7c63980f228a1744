extension FaultCode {
    /// What the code means, in one sentence, for the table in the documentation.
    package var meaning: String {
        switch self {
        case .emptyFile: "The file holds nothing but spaces and comments."
        case .notYAML: "The text is not one YAML document; the line is where the parser gave up."
        case .tooLarge: "The file is larger or nested deeper than any profile needs; it is not read."
        case .aliasRefused: "YAML anchors (`&name`) and aliases (`*name`) are not read; `laneDefaults` does their work."
        case .duplicateKey: "A key appears twice in one mapping; YAML would silently keep one of them."
        case .unknownKey: "The schema has no such key here; the nearest one is suggested."
        case .missingKey: "A key the schema requires is not there."
        case .missingTimeout: "A time without which a motor or a wait would have no end is not there."
        case .wrongType: "The value is of another kind than the key takes."
        case .badDuration: "A time is not a whole number with a unit: `us`, `ms`, `s` or `min`."
        case .badValue: "The value is not one of those the key takes."
        case .outOfRange: "A number or a time is outside of what this format allows."
        case .unsupportedVersion: "The profile is written for another version of this format."
        case .unknownBoard: "There is no board file of this name."
        case .unknownLine: "The board has no line of this name."
        case .inputUsedAsOutput:
            "A motor is on a line that is an input elsewhere in the profile, or only an input on the board."
        case .twoOwners:
            "A line, a bus or a unit id is used twice. Only a drop sensor may be, when every use says `shared: true`."
        case .missingExternalPull:
            "No resistor keeps the motor off while the pin floats: before the agent runs and after it dies."
        case .externalPullDrivesMotor: "The resistor pulls the pin to the level at which the motor is on."
        case .dropDebounced: "Goods block a light beam for milliseconds; a debounced drop sensor can miss them."
        case .duplicateLaneID: "Two lanes have the same id."
        case .duplicateInterlockID: "Two interlocks have the same id, or an interlock has the id of a lane."
        case .laneNeverSelectable: "A lane with no capacity can never be sold from."
        case .stockAboveCapacity: "A lane is filled with more units than fit."
        case .attemptsOutOfRange: "A delivery is given 1 or 2 attempts."
        case .pulseLongerThanMaxOn:
            "The home timeout or pulse is longer than the motor may be on, so it never ends by itself."
        case .maxOnBelowWatchdog:
            "Only the watchdog ends a frozen agent; a motor that may not be on that long needs a hardware limit."
        case .hardwareLimitTooLate: "The hardware limit is longer than max-on, so it does not bound the motor."
        case .hardwareLimitTooEarly: "The hardware cuts the motor before its turn or pulse can be over."
        case .watchdogAboveBoard: "The watchdog time is longer than the board's hardware watchdog can count."
        case .unreachableState: "The settings exclude a state the sequence needs, such as home seen or the drop window."
        case .interlockNotNormallyClosed:
            "An interlock must open its contact when it is unsafe; a cut wire would read as safe."
        case .interlockFailsUnsafe: "With this bias and `activeLow`, a cut wire would read as safe, or would float."
        case .interlockBlocksNothing: "An interlock that blocks no lane has no effect."
        case .unknownLane: "An interlock blocks a lane that is not in the profile."
        case .duplicateModbusID:
            "An id of a bus, a device or a station, or the name of a register, is already taken."
        case .unknownReference: "A bus or a register that is named is not in the profile."
        case .broadcastUnit: "Unit 0 is a broadcast: every device obeys and none answers."
        case .unstableDevice: "`/dev/ttyUSB0` may be another adapter after the next start; names by id or path stay."
        case .registerOverlap: "Two registers of a device take the same address of the same table."
        case .registerUsedTwice:
            "A register is two things. Stations of one PLC may share state and heartbeats, nothing else."
        case .wrongRegister: "A register has the wrong table, type or length for what it is used for."
        case .blockNotContiguous: "Registers that must travel in one request do not lie side by side."
        case .blockTooLong: "They do not fit into one request: 123 registers are written, 125 read."
        case .wordOrderNotShown: "The constant that checks the order of bytes and words needs four different bytes."
        case .heartbeatTooSlow: "A heartbeat beats at least three times within its timeout, so that two may be lost."
        }
    }

    /// The table of all codes in Markdown, as the documentation holds it.
    package static var markdownTable: String {
        let rows = allCases.map { "| `\($0.rawValue)` | \($0.severity.rawValue) | \($0.meaning) |" }
        return (["| code | severity | meaning |", "|---|---|---|"] + rows).joined(separator: "\n")
    }
}
