import Journal
import Machine
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("Runs on the line", .timeLimit(.minutes(3)))
struct RunTests {
    @Test func stampsWhatWasAskedForAndEnds() async throws {
        try await LineBench.with { bench async throws in
            try await bench.grant("b1", "A", count: 2)
            try await bench.grant("b2", "B", count: 2)
            let start = RunStart(run: "r1", gtin: LineBench.gtin, lot: "L1", count: 3)
            let command = try await bench.send(.startRun(start))
            let report = try await bench.run("r1", is: .ended)
            var told = LineBench.report("r1", of: 3, .ended, commissioned: 3)
            told.lot = "L1"
            #expect(report == told)
            let stamps = try await bench.stamps()
            #expect(stamps.map(\.serial) == ["A1", "A2", "B1"])
            #expect(stamps.map(\.block) == ["b1", "b1", "b2"])
            #expect(stamps.map(\.unit) == [1, 2, 3])
            #expect(stamps.allSatisfy { $0.status == .commissioned && $0.reason == nil && $0.station == "S1" })
            #expect(stamps.map(\.evidence?.readBack) == ["A1", "A2", "B1"])
            #expect(stamps.allSatisfy { $0.evidence?.hashMatched == true && $0.evidence?.attempts == 1 })
            #expect(bench.marks == ["A1": 1, "A2": 1, "B1": 1])
            // What happens in a run answers the command that started it, within its trace.
            let receipts = try await bench.receipts().filter { $0.stamp != nil || $0.run?.state == .ended }
            #expect(receipts.count == 4)
            #expect(receipts.allSatisfy { $0.re == command && $0.inc == 1 })
            let returned = try await bench.ask(.returnBlock(SerialBlockReturn(block: "b2")))
            #expect(returned == .blockReturned(SerialBlockReturned(block: "b2", unused: ["B2"])))
        }
    }

    @Test func replacesAScrappedUnitAndEndsShortWithoutSerials() async throws {
        try await LineBench.with(fault: .init(.misread, commands: 1)) { bench async throws in
            try await bench.grant("b1", "A", count: 3)
            _ = try await bench.start("r1", count: 2)
            #expect(try await bench.run("r1", is: .ended).scrapped == 1)
            let stamps = try await bench.stamps()
            #expect(stamps.map(\.status) == [.scrapped, .commissioned, .commissioned])
            #expect(stamps[0].reason == "readBackMismatch")
            #expect(stamps[0].evidence?.rejected == true)
            #expect(bench.rejections == 1)
        }
        try await LineBench.with(fault: .init(.misread, commands: 1)) { bench async throws in
            try await bench.grant("b1", "A", count: 2)
            _ = try await bench.start("r1", count: 2)
            let report = try await bench.run("r1", is: .ended)
            #expect([report.commissioned, report.scrapped] == [1, 1])
            #expect(report.reason == "noSerials")
        }
    }

    @Test func stampsOverASerialLineToo() async throws {
        var modbus = TestLine.modbus
        let serial = SerialLink(device: "/dev/serial/by-id/usb-line", baud: 115_200, rs485: .transceiver)
        modbus.buses = [FieldBus(id: "line", link: .rtu(serial))]
        // Behind each request there is the silence that ends a frame.
        modbus.stations[0].heartbeat.periodMilliseconds = 300
        modbus.stations[0].markTimeoutMilliseconds = 1_200
        modbus.stations[0].readTimeoutMilliseconds = 800
        try await LineBench.with(modbus: modbus) { bench async throws in
            try await bench.grant("b1", "A", count: 2)
            _ = try await bench.start("r1", count: 2)
            #expect(try await bench.run("r1", is: .ended).commissioned == 2)
            #expect(bench.marks == ["A1": 1, "A2": 1])
        }
    }

    @Test func interruptFinishesTheUnitUnderWay() async throws {
        try await LineBench.with { bench async throws in
            try await bench.grant("b1", "A", count: 50)
            _ = try await bench.start("r1", count: 50)
            try await eventually("a unit is marked") { !bench.marks.isEmpty }
            let answer = try await bench.ask(.controlRun(RunControl(run: "r1", action: .interrupt)))
            guard case .run(let report) = answer else { throw TestSupportError("\(answer)") }
            #expect(report.state == .interrupted)
            #expect(report.reason == "requested")
            #expect(bench.marks.count == report.commissioned)
            try await Task.sleep(for: .milliseconds(400))
            #expect(bench.marks.count == report.commissioned)
            _ = try await bench.ask(.controlRun(RunControl(run: "r1", action: .resume)))
            try await eventually("another unit is marked") { bench.marks.count > report.commissioned }
            _ = try await bench.ask(.controlRun(RunControl(run: "r1", action: .abort)))
            let stamps = try await bench.stamps()
            #expect(stamps.allSatisfy { $0.status == .commissioned })
            #expect(stamps.count == bench.marks.count)
        }
    }

    @Test(arguments: [5, 60])
    func aPLCThatLosesItsPowerMidMarkLeavesTheUnitInDoubt(delay: Int) async throws {
        let fault = FaultScript.StationEntry(.powerLoss(afterMilliseconds: delay), commands: 1)
        var modbus = TestLine.modbus
        modbus.stations[0].markTimeoutMilliseconds = 1_200
        try await LineBench.with(modbus: modbus, fault: fault) { bench async throws in
            try await bench.grant("b1", "A", count: 3)
            _ = try await bench.start("r1", count: 1)
            let reason = try await bench.run("r1", is: .interrupted).reason
            // Whether the agent reads the counters before or after somebody has cleared the line: nobody knows.
            #expect(["restarted", "interrupted"].contains(reason))
            let first = try await bench.stamps()
            #expect(first.map(\.status) == [.scrapped])
            #expect(first.map(\.serial) == ["A1"])
            #expect(first[0].evidence?.rejected == true)
            #expect(bench.rejections == 1)
            _ = try await bench.ask(.controlRun(RunControl(run: "r1", action: .resume)))
            try await bench.run("r1", is: .ended)
            #expect(try await bench.stamps().map(\.serial) == ["A1", "A2"])
            #expect(bench.marks["A1"] ?? 0 == (delay == 5 ? 0 : 1))
            #expect(bench.marks["A2"] == 1)
            // The watchdog that the power took was set again.
            let watchdog = bench.line.withPLC("S1") { $0.read(["watchdog"], at: SystemClock.monotonicNanoseconds) }
            #expect(watchdog ?? nil == ["watchdog": .number(5_000)])
        }
    }

    @Test func aLineThatDoesNotRunInterruptsTheRunAndSpendsNothing() async throws {
        try await LineBench.with(isAttended: false, patienceSeconds: 0.5) { bench async throws in
            try await bench.grant("b1", "A", count: 1)
            _ = try await bench.start("r1", count: 1)
            let report = try await bench.run("r1", is: .interrupted)
            #expect(["notExecuting", "heartbeatLost"].contains(report.reason))
            #expect(try await bench.stamps() == [])
            _ = bench.line.withPLC("S1") { $0.bringToExecute(at: SystemClock.monotonicNanoseconds) }
            _ = try await bench.ask(.controlRun(RunControl(run: "r1", action: .resume)))
            try await bench.run("r1", is: .ended)
            #expect(bench.marks == ["A1": 1])
        }
    }

    @Test func aSerialThatNoMarkerTakesIsUnusable() async throws {
        var modbus = TestLine.modbus
        let payload = try #require(modbus.devices[0].registers.firstIndex { $0.name == "payload" })
        modbus.devices[0].registers[payload].lengthBytes = 19
        try await LineBench.with(modbus: modbus) { bench async throws in
            let serials = ["12345678901234567890", "A2"]
            let grant = SerialBlockGrant(block: "b1", gtin: LineBench.gtin, serials: serials)
            _ = try await bench.ask(.grantBlock(grant))
            _ = try await bench.start("r1", count: 1)
            #expect(try await bench.run("r1", is: .ended).unusable == 1)
            let stamps = try await bench.stamps()
            #expect(stamps.map(\.status) == [.cannotStart, .commissioned])
            #expect(stamps[0].reason == "serialUnusable")
            #expect(bench.marks == ["A2": 1])
        }
    }

    @Test func aRunOfAnEarlierIncarnationIsAborted() async throws {
        let folder = try TemporaryDirectory()
        let deployment = try TestDeployment()
        let state = folder.path("state")
        try await LineBench.with(deployment, state: state, isAttended: false) { bench async throws in
            try await bench.grant("b1", "A", count: 3)
            _ = try await bench.start("r1", count: 3)
        }
        try await LineBench.with(deployment, state: state, incarnation: 2) { bench async throws in
            let report = try await bench.run("r1", is: .aborted)
            #expect(report.reason == "newIncarnation")
            // It belongs to the life in which it was started.
            #expect(try await bench.receipts().last { $0.run != nil }?.inc == 1)
            #expect(bench.marks.isEmpty)
        }
    }

    /// The journal may be an old copy, whose next serial is on a unit already: only a session shows that it is not.
    @Test func afterAStartNoUnitIsBegunBeforeASession() async throws {
        let folder = try TemporaryDirectory()
        let deployment = try TestDeployment()
        let state = folder.path("state")
        try await LineBench.with(deployment, state: state, isAttended: false) { bench async throws in
            try await bench.grant("b1", "A", count: 2)
            _ = try await bench.start("r1", count: 2)
        }
        try await LineBench.with(deployment, state: state, knowsTime: false) { bench async throws in
            try await eventually("the line would take a unit") { bench.worker.stations.allSatisfy(\.heartbeat) }
            try await Task.sleep(for: .seconds(2))
            #expect(bench.marks.isEmpty)
            #expect(try await bench.journal.read { try $0.run("r1") }?.units == 0)
            bench.learnTime()
            _ = try await bench.run("r1", is: .ended)
            #expect(bench.marks == ["A1": 1, "A2": 1])
        }
    }
}
