import ProfileCompiler
import Testing

/// One row per way to get a station wrong: the line that is changed, what it becomes, the fault that must come of it
/// and the line it must name.
@Suite("Station faults")
struct StationFaultTests {
    typealias Row = ProfileFaultTests.Row

    private static func register(_ rest: String) -> String { "        - {name: \(rest)}" }

    static let shape: [Row] = [
        Row(.missingKey, at: 1, emptied(5...39), says: "modbus"),
        Row(.missingKey, at: 10, [6: "", 7: "", 8: "", 9: "", 10: "  other: 1"], says: "buses"),
        Row(.unknownKey, at: 6, [6: "  bus: []\n  buses:"], says: "bus"),
        Row(.wrongType, at: 40, [40: "stations: none"] + emptied(41...64), says: "a list"),
        Row(.missingKey, at: 7, [8: "      bits: 8"], says: "one of rtu and tcp"),
        Row(.missingKey, at: 7, [8: "      tcp: {host: a}\n      rtu: {}"], says: "one of rtu and tcp"),
        Row(.missingKey, at: 8, [8: "      tcp: {port: 502}"], says: "host"),
        Row(.wrongType, at: 8, [8: "      tcp: {host: a, port: http}"], says: "whole number"),
        Row(.badValue, at: 10, [10: "      rtu: {device: /dev/serial/by-id/a, baud: 9600, parity: evn}"], says: "even"),
        Row(.badValue, at: 7, [7: "    - id: \"the line\""], says: "a-z"),
        Row(.missingKey, at: 12, [14: ""], says: "unit"),
        Row(.missingTimeout, at: 12, [15: ""], says: "requestTimeout"),
        Row(.missingTimeout, at: 12, [16: ""], says: "byteTimeout"),
        Row(.badDuration, at: 15, [15: "      requestTimeout: 300"], says: "no unit"),
        Row(.outOfRange, at: 15, [15: "      requestTimeout: 0ms"], says: "requestTimeout"),
        Row(.missingKey, at: 12, [17: ""], says: "identity"),
        Row(.missingKey, at: 18, [18: "      wordOrder: {register: orderCheck}"], says: "value"),
        Row(.outOfRange, at: 18, [18: "      wordOrder: {register: orderCheck, value: -1}"], says: "4294967295"),
        Row(.missingKey, at: 12, [19: ""], says: "outputWatchdog"),
        Row(.outOfRange, at: 20, [20: "      base: 2"], says: "counts"),
        Row(.badValue, at: 21, [21: "      order: ACBD"], says: "ABCD"),
        Row(.missingKey, at: 23, [23: register("identity, table: input, type: uint16")], says: "address"),
        Row(.missingKey, at: 35, [35: register("seen, table: input, address: 151, type: text, length: 20")]),
        Row(.missingKey, at: 35, [35: register("seen, table: input, address: 151, type: text, padding: zero")]),
        Row(.badValue, at: 24, [24: register("orderCheck, table: input, address: 2, type: float")], says: "uint32"),
        Row(.badValue, at: 24, [24: register("orderCheck, table: coil, address: 2, type: uint32")], says: "holding"),
        Row(.missingKey, at: 43, [46: ""], says: "commandSequence"),
        Row(.missingKey, at: 43, [52: ""], says: "retentive"),
        Row(.wrongType, at: 52, [52: "      retentive: perhaps"], says: "true or false"),
        Row(.missingKey, at: 41, [53: ""], says: "readBack"),
        Row(.missingTimeout, at: 57, [60: ""], says: "timeout"),
        Row(.missingTimeout, at: 41, [61: ""], says: "markTimeout"),
        Row(.missingTimeout, at: 41, [62: ""], says: "readTimeout"),
        Row(.badValue, at: 64, [64: "    afterFailure: stop"], says: "continue, hold"),
        Row(.unknownKey, at: 64, [63: "    failuresBeforeHold: 3\n    afterFailures: hold"], says: "afterFailure"),
        Row(.missingKey, at: 1, [65: ""], says: "interlocks"),
    ]

    static let meaning: [Row] = [
        Row(.missingKey, at: 40, [40: "stations: []"] + emptied(41...64), says: "no station"),
        Row(.duplicateModbusID, at: 9, [9: "    - id: line"], says: "already taken"),
        Row(.twoOwners, at: 9, [10: "      tcp: {host: 127.0.0.1, port: 1502}"], says: "one owner"),
        Row(.outOfRange, at: 8, [8: "      tcp: {host: 127.0.0.1, port: 70000}"], says: "port"),
        Row(
            .unstableDevice,
            at: 10,
            [10: "      rtu: {device: /dev/ttyUSB0, baud: 9600, parity: even, stopBits: 1, rs485: kernel}"],
            says: "by-id"
        ),
        Row(.unknownReference, at: 13, [13: "      bus: lien"], says: "not a bus"),
        Row(.broadcastUnit, at: 14, [14: "      unit: 0"], says: "nobody answers"),
        Row(.outOfRange, at: 14, [14: "      unit: 250"], says: "247"),
        Row(.outOfRange, at: 16, [16: "      byteTimeout: 301ms"], says: "longer"),
        Row(.unknownReference, at: 17, [17: "      identity: {register: identify, value: 1}"], says: "identity"),
        Row(.wordOrderNotShown, at: 18, [18: "      wordOrder: {register: orderCheck, value: 1}"], says: "16909060"),
        Row(.outOfRange, at: 19, [19: "      outputWatchdog: {register: watchdog, value: 0}"], says: "for ever"),
        Row(
            .duplicateModbusID,
            at: 39,
            [39: register("ours, table: input, address: 184, type: uint16")],
            says: "register ours"
        ),
        Row(
            .registerOverlap,
            at: 28,
            [28: register("crc, table: holding, address: 111, type: uint16")],
            says: "payload"
        ),
        Row(.outOfRange, at: 23, [23: register("identity, table: input, address: 0, type: uint16")], says: "address"),
        Row(
            .outOfRange,
            at: 35,
            [35: register("seen, table: input, address: 151, type: text, length: -5, padding: zero")],
            says: "length"
        ),
        Row(.unknownReference, at: 54, [54: "    rejectSequence: rejekt"], says: "not a register"),
        Row(.wrongRegister, at: 55, [55: "    packMLState: orderCheck"], says: "uint16"),
        Row(
            .wrongRegister,
            at: 46,
            [29: register("command, table: input, address: 131, type: uint16")],
            says: "cannot be written"
        ),
        Row(.registerUsedTwice, at: 58, [58: "      theirs: state"], says: "packMLState of station S1"),
        Row(
            .blockNotContiguous,
            at: 43,
            [28: register("crc, table: holding, address: 113, type: uint16")],
            says: "side by side"
        ),
        Row(
            .blockTooLong,
            at: 43,
            [
                26: register("length, table: holding, address: 1001, type: uint16"),
                27: register("payload, table: holding, address: 1002, type: text, length: 244, padding: zero"),
                28: register("crc, table: holding, address: 1124, type: uint16"),
            ],
            says: "123"
        ),
        Row(.heartbeatTooSlow, at: 59, [59: "      period: 334ms"], says: "333ms"),
        Row(.outOfRange, at: 63, [63: "    failuresBeforeHold: 0"], says: "1 to 100"),
        Row(
            .interlockBlocksNothing,
            at: 66,
            [65: doorForAllLanes],
            says: "blocks no lane"
        ),
    ]

    private static let doorForAllLanes = """
        interlocks:
          - {id: d, kind: door, line: P, wiring: normallyClosed, bias: pullUp, activeLow: true, blocks: all}
        """

    /// These lines, without anything in them.
    private static func emptied(_ lines: ClosedRange<Int>) -> [Int: String] {
        Dictionary(uniqueKeysWithValues: lines.map { ($0, "") })
    }

    @Test func theExampleHasNoFault() throws {
        #expect(ProfileReport.text(try StationExample.faults(replacing: [:])) == "")
    }

    @Test(arguments: shape + meaning)
    func eachMistakeIsReportedAtItsLine(_ row: Row) throws {
        let faults = try StationExample.faults(replacing: row.change)
        let fault = try #require(
            faults.first { $0.code == row.code && $0.line == row.at },
            "\(ProfileReport.text(faults))"
        )
        #expect("\(fault.message) \(fault.fix)".contains(row.says), "\(fault)")
        #expect(!fault.fix.isEmpty)
    }

    @Test func tooManyStationsAreRefused() throws {
        let many = (0...64).map { "  - {id: S\($0)}" }.joined(separator: "\n")
        let faults = try StationExample.faults(replacing: [40: "stations:\n\(many)"] + Self.emptied(41...64))
        #expect(faults.map(\.code) == [.outOfRange])
        #expect(faults.map(\.line) == [105])
    }
}

extension [Int: String] {
    /// Both, the left one where they disagree.
    fileprivate static func + (left: Self, right: Self) -> Self {
        left.merging(right) { first, _ in first }
    }
}
