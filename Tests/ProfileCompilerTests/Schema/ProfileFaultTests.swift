import ProfileCompiler
import Testing

/// One row per way to get a profile wrong: the line that is changed, what it becomes, the one fault that must come of
/// it and the line it must name.
@Suite("Profile faults")
struct ProfileFaultTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var code: FaultCode
        /// Where the fault is reported.
        var at: Int
        /// Line number to text.
        var change: [Int: String]
        /// Something the message or the fix must say.
        var says: String

        init(_ code: FaultCode, at: Int, _ change: [Int: String], says: String = "") {
            self.code = code
            self.at = at
            self.change = change
            self.says = says
        }

        var testDescription: String { "\(code.rawValue) at \(at): \(change.sorted { $0.key < $1.key }.map(\.value))" }
    }

    static let shape: [Row] = [
        Row(.unknownKey, at: 13, [13: "    minimumOf: 500ms"], says: "did you mean “minimumOff”?"),
        Row(.unknownKey, at: 7, [6: "  settle: 1ms\n  colour: red"], says: "remove it"),
        Row(.unknownKey, at: 9, [9: "    motor: {line: P1, externalPull: down, bias: pullUp}"], says: "bias"),
        Row(
            .unknownKey,
            at: 10,
            [10: "    home: {line: P2, bias: pullUp, activeLow: true, shared: true}"],
            says: "shared"
        ),
        Row(.missingKey, at: 1, [2: ""], says: "name"),
        Row(.missingKey, at: 1, [3: ""], says: "board"),
        Row(.missingKey, at: 5, [6: ""], says: "settle"),
        Row(.missingKey, at: 9, [9: "    motor: {externalPull: down}"], says: "line"),
        Row(.missingKey, at: 10, [10: "    home: {line: P2}"], says: "bias"),
        Row(.missingKey, at: 1, [27: "", 28: "", 29: "", 30: "", 31: "", 32: "", 33: "", 34: ""], says: "interlocks"),
        Row(.missingKey, at: 8, [17: "", 18: ""], says: "capacity"),
        Row(.missingKey, at: 28, [31: ""], says: "wiring"),
        Row(.missingKey, at: 28, [34: ""], says: "blocks"),
        Row(.missingTimeout, at: 6, [5: ""], says: "watchdog"),
        Row(.missingTimeout, at: 8, [12: ""], says: "maxOn"),
        Row(.missingTimeout, at: 8, [14: ""], says: "homeTimeout"),
        Row(.missingTimeout, at: 8, [15: ""], says: "dropWindow"),
        Row(.missingTimeout, at: 19, [23: ""], says: "pulse"),
        Row(.wrongType, at: 16, [16: "    attempts: two"], says: "whole number"),
        Row(.wrongType, at: 16, [16: "    attempts: \"2\""], says: "whole number"),
        Row(.wrongType, at: 17, [17: "    capacity: 8.5"], says: "whole number"),
        Row(.wrongType, at: 33, [33: "    activeLow: yes"], says: "true or false"),
        Row(.wrongType, at: 4, [4: "limits: 5", 5: "", 6: ""], says: "mapping"),
        Row(.wrongType, at: 2, [2: "name: [snack]"], says: "a list"),
        Row(.wrongType, at: 2, [2: "name:"], says: "nothing"),
        Row(.wrongType, at: 9, [9: "    motor: [P1]"], says: "mapping"),
        Row(.wrongType, at: 34, [34: "    blocks: some"], says: "blocks: all"),
        Row(.wrongType, at: 34, [34: "    blocks: [[A1]]"], says: "a list"),
        Row(.badDuration, at: 12, [12: "    maxOn: 4000"], says: "has no unit"),
        Row(.badDuration, at: 12, [12: "    maxOn: 4 s"], says: "maxOn"),
        Row(.badDuration, at: 12, [12: "    maxOn: -4s"], says: "not a time"),
        Row(.badDuration, at: 12, [12: "    maxOn: 4sec"]),
        Row(.badDuration, at: 12, [12: "    maxOn: 1.5s"]),
        Row(.badDuration, at: 12, [12: "    maxOn: 99999999999999999999s"]),
        Row(.outOfRange, at: 12, [12: "    maxOn: 1500us"], says: "whole milliseconds"),
        Row(.outOfRange, at: 12, [12: "    maxOn: 121s"], says: "120000"),
        Row(.outOfRange, at: 12, [12: "    maxOn: 0s"]),
        Row(.outOfRange, at: 5, [5: "  watchdog: 50ms"]),
        Row(.outOfRange, at: 10, [10: "    home: {line: P2, bias: pullUp, debounce: 11s}"], says: "debounce"),
        Row(.outOfRange, at: 6, [5: "  watchdog: 2s\n  concurrentMotors: 2"], says: "one motor"),
        Row(.badValue, at: 10, [10: "    home: {line: P2, bias: pullup, activeLow: true}"], says: "write pullUp"),
        Row(.badValue, at: 29, [29: "    kind: window"], says: "door, tilt"),
        Row(.badValue, at: 8, [8: "  - id: \"A 1\""], says: "a-z"),
        Row(.badValue, at: 2, [2: "name: ../../etc"], says: "a-z"),
        Row(.unsupportedVersion, at: 1, [1: "profile: 2"], says: "profile: 1"),
    ]

    static let meaning: [Row] = [
        Row(.unknownBoard, at: 3, [3: "board: benhc"], says: "did you mean bench?"),
        Row(.unknownLine, at: 10, [10: "    home: {line: GPIO99, bias: pullUp}"], says: "no line “GPIO99”"),
        Row(.unknownLine, at: 10, [10: "    home: {line: p2, bias: pullUp}"], says: "did you mean P2?"),
        Row(.unknownLine, at: 10, [10: "    home: {line: \"\", bias: pullUp}"], says: "1 to 31 bytes"),
        Row(
            .inputUsedAsOutput,
            at: 20,
            [20: "    motor: {line: P2, externalPull: down}"],
            says: "home switch of lane A1"
        ),
        Row(.inputUsedAsOutput, at: 30, [30: "    line: P1"], says: "motor of lane A1"),
        Row(.inputUsedAsOutput, at: 9, [9: "    motor: {line: IN1, externalPull: down}"], says: "only an input"),
        Row(.badValue, at: 30, [30: "    line: OUT1"], says: "only an output"),
        Row(.twoOwners, at: 20, [20: "    motor: {line: P1, externalPull: down}"], says: "motor of lane A1 (line 9)"),
        Row(.twoOwners, at: 30, [30: "    line: P2"], says: "interlock door"),
        Row(.twoOwners, at: 21, [21: "    drop: {line: P3, bias: pullUp, activeLow: true}"], says: "shared: true"),
        Row(.twoOwners, at: 21, [21: "    drop: {line: P3, bias: pullUp, shared: true}"], says: "different settings"),
        Row(.missingExternalPull, at: 9, [9: "    motor: {line: P1}"], says: "externalPull: down"),
        Row(.missingExternalPull, at: 9, [9: "    motor: {line: P1, activeLow: true}"], says: "externalPull: up"),
        Row(.missingExternalPull, at: 9, [9: "    motor: {line: P8}"], says: "pulls P8 to on at power-up"),
        Row(.externalPullDrivesMotor, at: 9, [9: "    motor: {line: P1, externalPull: up}"], says: "pull it down"),
        Row(
            .externalPullDrivesMotor,
            at: 9,
            [9: "    motor: {line: P1, activeLow: true, externalPull: down}"],
            says: "pull it up"
        ),
        Row(.duplicateLaneID, at: 19, [19: "  - id: A1"], says: "line 8"),
        Row(.duplicateInterlockID, at: 28, [28: "  - id: B1"], says: "line 19"),
        Row(.laneNeverSelectable, at: 25, [25: "    capacity: 0"], says: "lane B1"),
        Row(.outOfRange, at: 25, [25: "    capacity: 10001"]),
        Row(.stockAboveCapacity, at: 18, [18: "    stock: 9"], says: "holds 8"),
        Row(.outOfRange, at: 18, [18: "    stock: -1"]),
        Row(.attemptsOutOfRange, at: 16, [16: "    attempts: 3"], says: "1 (no second try) or 2"),
        Row(.attemptsOutOfRange, at: 16, [16: "    attempts: 0"]),
        Row(.pulseLongerThanMaxOn, at: 14, [14: "    homeTimeout: 5s"], says: "cuts the motor after 4000 ms"),
        Row(.pulseLongerThanMaxOn, at: 23, [23: "    pulse: 1600ms", 26: ""], says: "pulse of lane B1"),
        Row(.maxOnBelowWatchdog, at: 22, [26: ""], says: "hardwareLimit: 1500ms"),
        Row(.maxOnBelowWatchdog, at: 12, [5: "  watchdog: 5s"], says: "lane A1"),
        Row(.hardwareLimitTooLate, at: 26, [26: "    hardwareLimit: 1501ms"], says: "maxOn of 1500 ms"),
        Row(.hardwareLimitTooEarly, at: 26, [26: "    hardwareLimit: 799ms"], says: "800 ms"),
        Row(
            .watchdogAboveBoard,
            at: 5,
            [5: "  watchdog: 16s", 12: "    maxOn: 20s"],
            says: "bench counts to 15000 ms"
        ),
        Row(.unreachableState, at: 15, [15: "    dropWindow: 0ms"], says: "never seen"),
        Row(.unreachableState, at: 25, [24: "    dropWindow: 2s\n    homeTimeout: 1s"], says: "homeTimeout"),
        Row(.unreachableState, at: 15, [14: "    homeTimeout: 3s\n    pulse: 1s"], says: "pulse"),
        Row(.unreachableState, at: 25, [24: "    dropWindow: 2s\n    attempts: 2"], says: "home seen"),
        Row(.interlockNotNormallyClosed, at: 31, [31: "    wiring: normallyOpen"], says: "cut wire"),
        Row(.interlockFailsUnsafe, at: 32, [33: "    activeLow: false"], says: "would look safe"),
        Row(.interlockFailsUnsafe, at: 32, [32: "    bias: pullDown"], says: "would look safe"),
        Row(.interlockFailsUnsafe, at: 32, [32: "    bias: none"], says: "float"),
        Row(.interlockBlocksNothing, at: 34, [34: "    blocks: []"], says: "blocks no lane"),
        Row(.unknownLane, at: 34, [34: "    blocks: [A1, C9]"], says: "“C9”"),
        Row(.dropDebounced, at: 11, [11: "    drop: {line: P6, bias: pullUp, debounce: 5ms}"], says: "remove debounce"),
    ]

    static let text: [Row] = [
        Row(.duplicateKey, at: 13, [13: "    maxOn: 3s"], says: "first in line 12"),
        Row(.duplicateKey, at: 4, [3: "board: bench\nboard: simulated"], says: "“board”"),
        Row(.duplicateKey, at: 9, [9: "    motor: {line: P1, line: P6}"], says: "“line”"),
        Row(.notYAML, at: 3, [2: "name: [bench"], says: "not YAML"),
        Row(.notYAML, at: 5, [5: "\twatchdog: 2s"], says: "not YAML"),
        Row(.notYAML, at: 4, [4: "---\nlimits:"], says: "document"),
        Row(.aliasRefused, at: 12, [12: "    maxOn: &long 4s"], says: "laneDefaults"),
        Row(.aliasRefused, at: 12, [12: "    maxOn: *long"], says: "laneDefaults"),
        Row(.wrongType, at: 2, [2: "? [a, b]\n: c"], says: "a key"),
    ]

    @Test func theExampleHasNoFault() throws {
        #expect(ProfileReport.text(try Example.faults(replacing: [:])) == "")
    }

    @Test(arguments: shape + meaning + text)
    func eachMistakeIsReportedAtItsLine(_ row: Row) throws {
        let faults = try Example.faults(replacing: row.change)
        let fault = try #require(
            faults.first { $0.code == row.code && $0.line == row.at },
            "\(ProfileReport.text(faults))"
        )
        #expect("\(fault.message) \(fault.fix)".contains(row.says), "\(fault)")
        #expect(fault.file == "bench-2.yaml")
        #expect(fault.column >= 1)
        #expect(!fault.fix.isEmpty)
    }

    @Test func everyCodeHasARow() {
        let stations = StationFaultTests.shape + StationFaultTests.meaning
        let covered = Set((Self.shape + Self.meaning + Self.text + stations).map(\.code))
        // These two are about the whole file; see YAMLReaderTests.
        #expect(covered.union([.emptyFile, .tooLarge]) == Set(FaultCode.allCases))
    }

    @Test func allFaultsComeInOneGoSortedByLine() throws {
        let faults = try Example.faults(replacing: [
            2: "", 6: "  settle: fast", 13: "    maxOn: 3s", 16: "    attempts: 7", 19: "  - id: A1",
            34: "    blocks: []",
        ])
        #expect(faults.map(\.line) == [1, 6, 13, 16, 19, 34])
        #expect(
            faults.map(\.code) == [
                .missingKey, .badDuration, .duplicateKey, .attemptsOutOfRange, .duplicateLaneID,
                .interlockBlocksNothing,
            ]
        )
    }
}
