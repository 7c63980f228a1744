/// One line of the log in which a simulated machine keeps what its motors and goods did, for counting after crashes:
/// `TIME LANE WHAT COUNT`, such as `81234567890 A1 on 1`, and of a mark with its serial: `81234567890 S1 mark 1 SN-1`.
/// The time is nanoseconds of `CLOCK_MONOTONIC`.
package struct MachineLogEntry: Sendable, Equatable {
    /// What happened.
    package enum What: String, Sendable, CaseIterable {
        /// The motor's output rose: one physical firing.
        case on
        /// The motor's output fell, because the program said so.
        case off
        /// The motor went off because whoever held the line is gone, and the line reverted.
        case released
        /// A unit fell out of the lane.
        case drop
        /// A station's marker fired: one mark on a unit.
        case mark
    }

    /// When, in nanoseconds of `CLOCK_MONOTONIC`.
    package var nanoseconds: UInt64
    /// Which lane, or station.
    package var lane: String
    /// What happened.
    package var what: What
    /// How often this lane's motor was turned on so far, how many units have fallen, or how often the marker
    /// fired.
    package var count: Int
    /// What was marked.
    package var serial: String?

    /// An entry.
    package init(nanoseconds: UInt64, lane: String, what: What, count: Int, serial: String? = nil) {
        self.nanoseconds = nanoseconds
        self.lane = lane
        self.what = what
        self.count = count
        self.serial = serial
    }

    /// The line, without its end.
    package var line: String {
        "\(nanoseconds) \(lane) \(what.rawValue) \(count)" + (serial.map { " \($0)" } ?? "")
    }

    /// Reads a line.
    /// - Throws: `damagedLog`.
    package init(line: Substring) throws(SupervisionError) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        let isMark = words.count > 2 && words[2] == What.mark.rawValue
        guard words.count == (isMark ? 5 : 4), let nanoseconds = UInt64(words[0]), !words[1].isEmpty,
            let what = What(rawValue: String(words[2])), let count = Int(words[3]), count >= 0
        else {
            throw SupervisionError(.damagedLog, "“\(line.prefix(80))” is no line of a machine's log.")
        }
        self.init(
            nanoseconds: nanoseconds,
            lane: String(words[1]),
            what: what,
            count: count,
            serial: isMark ? String(words[4]) : nil
        )
    }

    /// Reads a whole log. A last line without its end is still being written and is left out.
    /// - Throws: `damagedLog`.
    package static func read(_ text: String) throws(SupervisionError) -> [MachineLogEntry] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        lines.removeLast()
        return try lines.map { line throws(SupervisionError) in try MachineLogEntry(line: line) }
    }
}
