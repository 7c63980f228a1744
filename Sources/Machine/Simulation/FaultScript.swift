/// What goes wrong in a simulated machine, by lane, by interlock and by station. Its text is what a command line takes:
/// `A1=jam,A2=slowDrop:400,A3=jam*1,door=opens:300,S1=wrongEcho*2`. `*1` ends a lane's fault after that many turns of
/// its motor, and a station's after that many commands.
package struct FaultScript: Sendable, Equatable, CustomStringConvertible {
    /// A lane's fault and how many turns it lasts.
    package struct LaneEntry: Sendable, Hashable {
        /// What goes wrong.
        package var fault: LaneFault
        /// After how many turns the lane works again; nil for never.
        package var turns: Int?

        /// A fault for ever, or for some turns.
        package init(_ fault: LaneFault, turns: Int? = nil) {
            self.fault = fault
            self.turns = turns
        }
    }

    /// A station's fault and how many commands it lasts.
    package struct StationEntry: Sendable, Hashable {
        /// What goes wrong.
        package var fault: StationFault
        /// After how many commands the station works again; nil for never.
        package var commands: Int?

        /// A fault for ever, or for some commands.
        package init(_ fault: StationFault, commands: Int? = nil) {
            self.fault = fault
            self.commands = commands
        }
    }

    /// The longest text that is read, in bytes.
    package static let maximumTextBytes = 4096
    /// The longest delay a fault may have, in milliseconds.
    package static let maximumDelayMilliseconds = 600_000

    /// The faults of lanes by lane id.
    package var lanes: [String: LaneEntry]
    /// The faults of interlocks by interlock id.
    package var interlocks: [String: InterlockFault]
    /// The faults of stations by station id.
    package var stations: [String: StationEntry]

    /// A script; empty when everything works.
    package init(
        lanes: [String: LaneEntry] = [:],
        interlocks: [String: InterlockFault] = [:],
        stations: [String: StationEntry] = [:]
    ) {
        self.lanes = lanes
        self.interlocks = interlocks
        self.stations = stations
    }

    /// The text this script parses from, sorted by id.
    package var description: String {
        let laneTexts = lanes.map { id, entry in "\(id)=\(entry.fault.text)" + (entry.turns.map { "*\($0)" } ?? "") }
        let interlockTexts = interlocks.map { id, fault in "\(id)=\(fault.text)" }
        let stationTexts = stations.map { id, entry in
            "\(id)=\(entry.fault.text)" + (entry.commands.map { "*\($0)" } ?? "")
        }
        return (laneTexts + interlockTexts + stationTexts).sorted().joined(separator: ",")
    }
}

extension LaneFault {
    /// The fault as a script writes it.
    package var text: String {
        switch self {
        case .normal: "normal"
        case .jam: "jam"
        case .motorStuck: "motorStuck"
        case .dropSensorStuck: "dropSensorStuck"
        case .doubleDrop: "doubleDrop"
        case .empty: "empty"
        case .slowDrop(let milliseconds): "slowDrop:\(milliseconds)"
        case .dropAfterMotor: "dropAfterMotor"
        }
    }
}

extension InterlockFault {
    /// The fault as a script writes it.
    package var text: String {
        switch self {
        case .open: "open"
        case .opens(let milliseconds): "opens:\(milliseconds)"
        }
    }
}
