/// What `mintmark-agent doctor` was called with. Pure.
struct DoctorArguments: Equatable {
    /// The line that a child holds; see `LineHolder`.
    struct Hold: Equatable {
        var chip: String
        var line: String
        var isActiveLow: Bool
    }

    static let usage = """
        usage: mintmark-agent doctor --state DIR --config FILE [--json] [--pulse LANE-OR-LINE]... [--scan FROM-TO]
                                     [--support FILE] [--time MILLISECONDS]
        """
    /// The most reads of a device for its latency.
    static let mostReads = 1_000

    var state = ""
    var config = ""
    var isJSON = false
    /// What may be driven: lanes, lines of motors, spare lines.
    var pulses: [String] = []
    /// Unit ids to look for.
    var scan: ClosedRange<Int>?
    /// Where the support file goes; `-` is standard output, in the report's place.
    var support: String?
    /// The caller's time, milliseconds since 1970, when it called.
    var callerMilliseconds: Int64?
    /// How often each Modbus device is read.
    var reads = 50
    var hold: Hold?

    /// Reads the words after `doctor`; nil when they are wrong.
    init?(_ words: [String]) {
        var rest = words[...]
        var held: [String: String] = [:]
        while let name = rest.popFirst() {
            if name == "--json" {
                isJSON = true
                continue
            }
            guard let value = rest.popFirst(), !value.isEmpty else { return nil }
            switch name {
            case "--state": state = value
            case "--config": config = value
            case "--pulse": pulses.append(value)
            case "--support": support = value
            case "--scan":
                guard let range = Self.range(value) else { return nil }
                scan = range
            case "--time":
                guard let time = Int64(value), (0...253_402_300_799_999).contains(time) else { return nil }
                callerMilliseconds = time
            case "--reads":
                guard let count = Int(value), (1...Self.mostReads).contains(count) else { return nil }
                reads = count
            case "--hold-chip", "--hold-line", "--hold-active-low": held[name] = value
            default: return nil
            }
        }
        guard !config.isEmpty else { return nil }
        if !held.isEmpty {
            guard let chip = held["--hold-chip"], let line = held["--hold-line"],
                let activeLow = held["--hold-active-low"], ["0", "1"].contains(activeLow)
            else { return nil }
            hold = Hold(chip: chip, line: line, isActiveLow: activeLow == "1")
        } else if state.isEmpty {
            return nil
        }
    }

    /// `3`, or `1-20`: unit ids that a serial line may have.
    private static func range(_ text: String) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last,
            first >= 1, last <= 247
        else { return nil }
        return first...last
    }
}
