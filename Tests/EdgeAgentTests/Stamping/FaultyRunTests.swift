import Journal
import Machine
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

/// A long run on a line where each kind of fault strikes five units of a hundred, with somebody who resumes it
/// whenever it is interrupted.
@Suite("A faulty run", .timeLimit(.minutes(6)))
struct FaultyRunTests {
    /// Short times, so that faults take little of them.
    private static var modbus: ModbusProfile {
        var modbus = TestLine.modbus
        modbus.stations[0].markTimeoutMilliseconds = 160
        modbus.stations[0].readTimeoutMilliseconds = 80
        modbus.stations[0].heartbeat.periodMilliseconds = 50
        modbus.stations[0].heartbeat.timeoutMilliseconds = 200
        return modbus
    }

    @Test func fiveHundredUnitsEndWithEverySerialAccountedFor() async throws {
        let fault = FaultScript.StationEntry(.mixed(percent: 5))
        try await LineBench.with(modbus: Self.modbus, fault: fault, patienceSeconds: 30) { bench async throws in
            for block in 1...3 { try await bench.grant("b\(block)", "S\(block)-", count: 500) }
            _ = try await bench.start("r1", count: 500)
            var resumed = 0
            var report = try await bench.lastReport("r1")
            while !report.state.isFinal {
                if report.state == .interrupted {
                    resumed += 1
                    _ = try await bench.ask(.controlRun(RunControl(run: "r1", action: .resume)))
                }
                try await Task.sleep(for: .milliseconds(20))
                report = try await bench.lastReport("r1")
            }
            #expect(report.state == .ended)
            #expect(report.commissioned == 500)
            #expect(resumed > 20)
            let stamps = try await bench.stamps()
            #expect(report.commissioned + report.scrapped + report.unusable == stamps.count)
            #expect(stamps.map(\.unit) == Array(1...stamps.count))
            #expect(Set(stamps.map(\.serial)).count == stamps.count)
            let marks = bench.marks
            #expect(marks.values.allSatisfy { $0 == 1 })
            for stamp in stamps {
                let count = marks[stamp.serial] ?? 0
                switch stamp.status {
                case .commissioned: #expect(count == 1 && stamp.evidence?.readBack == stamp.serial)
                case .scrapped: #expect(stamp.reason != nil)
                case .cannotStart: #expect(count == 0 && stamp.reason != nil)
                }
            }
            // Nothing was marked that has no intent, and what is left was never used.
            #expect(Set(marks.keys).isSubset(of: Set(stamps.map(\.serial))))
            var unused: [String] = []
            for block in 1...3 {
                let answer = try await bench.ask(.returnBlock(SerialBlockReturn(block: "b\(block)")))
                guard case .blockReturned(let returned) = answer else { throw TestSupportError("\(answer)") }
                unused += returned.unused
            }
            #expect(unused.count + stamps.count == 1_500)
            #expect(Set(unused).isDisjoint(with: stamps.map(\.serial)))
            let reasons = Set(stamps.compactMap(\.reason))
            // A PLC that lost its power is not back before the unit's time is over.
            let expected = ["wrongHash", "markTimeout", "unreadable", "readBackMismatch"]
            #expect(reasons.isSuperset(of: expected), "\(reasons)")
        }
    }
}

extension LineBench {
    /// The run as the journal has it.
    fileprivate func lastReport(_ id: String) async throws -> RunReport {
        RunReport(try #require(try await journal.read { try $0.run(id) }))
    }
}
