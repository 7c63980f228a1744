extension FaultScript {
    /// Reads a script for the machine of this profile. An empty text is a machine without faults.
    ///
    /// - Throws: `invalidFaultScript`, naming the entry that is wrong and what it may be.
    package init(parsing text: String, for profile: MachineProfile) throws(MachineError) {
        self.init()
        guard text.utf8.count <= Self.maximumTextBytes else {
            throw Self.fault("it has \(text.utf8.count) bytes; the most is \(Self.maximumTextBytes)")
        }
        if text.allSatisfy(\.isWhitespace) { return }
        for raw in text.split(separator: ",", omittingEmptySubsequences: false) {
            try read(entry: Self.trimmed(raw), for: profile)
        }
    }

    private mutating func read(entry: Substring, for profile: MachineProfile) throws(MachineError) {
        let sides = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else {
            throw Self.fault("“\(entry)” is not of the form id=fault, such as A1=jam")
        }
        let id = String(Self.trimmed(sides[0]))
        let value = Self.trimmed(sides[1])
        guard lanes[id] == nil, interlocks[id] == nil, stations[id] == nil else {
            throw Self.fault("“\(id)” appears twice; give it one fault")
        }
        if profile.lane(id) != nil {
            lanes[id] = try Self.laneEntry(value, of: id)
        } else if profile.interlocks.contains(where: { $0.id == id }) {
            interlocks[id] = try Self.interlockFault(value, of: id)
        } else if profile.modbus?.station(id) != nil {
            stations[id] = try Self.stationEntry(value, of: id)
        } else {
            let ids = profile.lanes.map(\.id) + profile.interlocks.map(\.id) + profile.stations.map(\.id)
            throw Self.fault(
                "“\(id)” is neither a lane nor an interlock nor a station; there are \(ids.joined(separator: ", "))"
            )
        }
    }

    private static func laneEntry(_ text: Substring, of id: String) throws(MachineError) -> LaneEntry {
        let (body, turns) = try counted(text, of: id, "turns")
        let words = body.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let delay = words.count == 2 ? number(words[1], in: 0...maximumDelayMilliseconds) : nil
        switch (words.first, words.count, delay) {
        case ("normal", 1, _): return LaneEntry(.normal, turns: turns)
        case ("jam", 1, _): return LaneEntry(.jam, turns: turns)
        case ("motorStuck", 1, _): return LaneEntry(.motorStuck, turns: turns)
        case ("dropSensorStuck", 1, _): return LaneEntry(.dropSensorStuck, turns: turns)
        case ("doubleDrop", 1, _): return LaneEntry(.doubleDrop, turns: turns)
        case ("empty", 1, _): return LaneEntry(.empty, turns: turns)
        case ("dropAfterMotor", 1, _): return LaneEntry(.dropAfterMotor, turns: turns)
        case ("slowDrop", 2, let delay?): return LaneEntry(.slowDrop(milliseconds: delay), turns: turns)
        default:
            throw fault(
                "“\(id)=\(text)”: a lane's fault is normal, jam, motorStuck, dropSensorStuck, doubleDrop, empty, "
                    + "dropAfterMotor or slowDrop:MILLISECONDS"
            )
        }
    }

    private static func stationEntry(_ text: Substring, of id: String) throws(MachineError) -> StationEntry {
        let (body, commands) = try counted(text, of: id, "commands")
        let words = body.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let delay = words.count == 2 ? number(words[1], in: 0...maximumDelayMilliseconds) : nil
        if words.first == "mixed", words.count == 2,
            let percent = number(words[1], in: 1...StationFault.maximumPercent)
        {
            return StationEntry(.mixed(percent: percent), commands: commands)
        }
        let all = StationFault.all(delay: delay ?? 0)
        let takesDelay = body.contains(":")
        if let known = all.first(where: { $0.name == words.first.map(String.init) }),
            known.delayMilliseconds != nil ? delay != nil : !takesDelay
        {
            return StationEntry(known, commands: commands)
        }
        let names = all.map { $0.delayMilliseconds == nil ? $0.name : "\($0.name):MILLISECONDS" }
        throw fault(
            "“\(id)=\(text)”: a station's fault is one of \(names.joined(separator: ", ")), or mixed:PERCENT, "
                + "which is 1 to \(StationFault.maximumPercent) of a hundred commands for each of them"
        )
    }

    /// What stands before `*`, and the number behind it.
    private static func counted(
        _ text: Substring,
        of id: String,
        _ unit: String
    ) throws(MachineError) -> (body: Substring, count: Int?) {
        let parts = text.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return (text, nil) }
        guard let count = number(parts[1], in: 1...1000) else {
            throw fault("“\(id)=\(text)”: after * comes a number of \(unit) from 1 to 1000")
        }
        return (parts[0], count)
    }

    private static func interlockFault(_ text: Substring, of id: String) throws(MachineError) -> InterlockFault {
        let words = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let delay = words.count == 2 ? number(words[1], in: 0...maximumDelayMilliseconds) : nil
        switch (words.first, words.count, delay) {
        case ("open", 1, _): return .open
        case ("opens", 2, let delay?): return .opens(afterMilliseconds: delay)
        default: throw fault("“\(id)=\(text)”: an interlock's fault is open or opens:MILLISECONDS")
        }
    }

    private static func number(_ text: Substring, in range: ClosedRange<Int>) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text) else {
            return nil
        }
        return range.contains(value) ? value : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private static func fault(_ detail: String) -> MachineError {
        MachineError(.invalidFaultScript, "the fault script cannot be used: \(detail)")
    }
}
