import Machine
import Testing

@Suite("Stamp recovery")
struct StampRecoveryTests {
    private static let intent = StampBench.intent

    private func decide(_ reading: StationReading, retentive: Bool = true) -> StampRecovery {
        let modbus = StationFixture.modbus(retentive: retentive)
        return .decision(on: Self.intent, from: reading, station: modbus.stations[0], of: modbus)
    }

    /// Every combination of counters around the intent's number 8, and what each may mean at most.
    @Test func decidesEveryCombinationOfCounters() {
        var decisions: [String: Int] = [:]
        let hashes = [0, Self.intent.hash, Self.intent.hash ^ 1]
        for (command, taken) in pairs([0, 7, 8, 9], [0, 6, 7, 8, 9]) {
            for (acknowledged, boots) in pairs([0, 6, 7, 8, 9], [3, 4]) {
                for (result, hash) in pairs([0, 1, 2, 3, 4, 5], hashes) {
                    for retentive in [true, false] {
                        let reading = StationReading(
                            command: command,
                            taken: taken,
                            acknowledged: acknowledged,
                            bootCount: boots,
                            result: result,
                            hash: hash
                        )
                        let decision = decide(reading, retentive: retentive)
                        check(decision, reading, retentive)
                        decisions["\(decision)", default: 0] += 1
                    }
                }
            }
        }
        #expect(decisions.count == 12, "\(decisions.keys.sorted())")
    }

    private func check(_ decision: StampRecovery, _ reading: StationReading, _ retentive: Bool) {
        let isMarked = reading.acknowledged == 8 && reading.result == 1 && reading.hash == Self.intent.hash
        #expect((decision == .done) == isMarked, "\(reading)")
        let isProven =
            retentive && reading.acknowledged != 8 && reading.taken == 7 && reading.bootCount == 3
            && reading.command != 8
        #expect((decision == .notExecuted) == isProven, "\(reading)")
        if reading.bootCount != 3, reading.acknowledged != 8 { #expect(decision == .inDoubt(.restarted), "\(reading)") }
    }

    private func pairs(_ left: [UInt32], _ right: [UInt32]) -> [(UInt32, UInt32)] {
        left.flatMap { one in right.map { (one, $0) } }
    }

    private func recovering(retentive: Bool = true) -> StampBench {
        var bench = StampBench(retentive: retentive, recovering: StampBench.intent)
        bench.registers["command"] = .number(8)
        return bench
    }

    @Test func verifiesWhatWasMarked() {
        var bench = recovering()
        bench.acknowledge()
        bench.registers["readBack"] = .text("SN-1")
        bench.at(0, .begin(heartbeatAlive: false))
        bench.read(10)
        bench.read(20)
        #expect(bench.result?.status == .commissioned)
        #expect(bench.result?.evidence.afterRestart == true)
        #expect(bench.result?.evidence.commandWrites == 0)
    }

    @Test func scrapsWhatIsMarkedAndNotReadable() {
        var bench = recovering()
        bench.acknowledge()
        bench.at(0, .begin(heartbeatAlive: true))
        bench.read(10)
        for time in stride(from: 50, through: 1_010, by: 40) { bench.read(time) }
        bench.at(1_010, .tick)
        #expect(bench.rejects == 1)
        bench.wrote(1_020, .done)
        #expect(bench.result?.reason == .unreadable)
        #expect(bench.result?.status == .scrapped)
    }

    @Test func provesThatNothingHappenedOnlyWhenAWriteUnderWayWouldHaveArrived() {
        var bench = recovering()
        bench.registers["command"] = .number(7)
        bench.at(0, .begin(heartbeatAlive: true))
        for time in stride(from: 10, to: 3_000, by: 40) { bench.read(time) }
        #expect(bench.result == nil)
        bench.read(3_000)
        #expect(bench.result?.status == .cannotStart)
        #expect(bench.result?.reason == .notExecuted)
        #expect(bench.commands == 0)
        #expect(bench.rejects == 0)
    }

    @Test func waitsForWhatIsUnderWay() {
        var bench = recovering()
        bench.registers["taken"] = .number(8)
        bench.at(0, .begin(heartbeatAlive: true))
        for time in stride(from: 10, to: 3_000, by: 40) { bench.read(time) }
        bench.acknowledge()
        bench.read(3_020)
        bench.registers["readBack"] = .text("SN-1")
        bench.read(3_060)
        #expect(bench.result?.status == .commissioned)
    }

    @Test(
        arguments: [
            (StampReason.restarted, "boots", 4), (.outOfStep, "taken", 9), (.outOfStep, "taken", 0),
        ] as [(StampReason, String, UInt32)]
    )
    func scrapsWhatNobodyKnows(_ reason: StampReason, _ register: String, _ number: UInt32) {
        var bench = recovering()
        bench.registers[register] = .number(number)
        bench.at(0, .begin(heartbeatAlive: true))
        bench.read(10)
        #expect(bench.effects.last == .write(2, StampBench.reject))
        bench.wrote(20, .done)
        #expect(bench.result?.reason == reason)
        #expect(bench.result?.evidence.rejected == true)
    }

    @Test func neverCommandsWhateverItReads() {
        for retentive in [true, false] {
            for taken in [6, 7, 8] as [UInt32] {
                for command in [0, 7, 8] as [UInt32] {
                    var bench = recovering(retentive: retentive)
                    bench.registers["taken"] = .number(taken)
                    bench.registers["command"] = .number(command)
                    bench.at(0, .begin(heartbeatAlive: true))
                    for time in stride(from: 10, through: 12_000, by: 40) { bench.read(time) }
                    #expect(bench.commands == 0)
                    #expect(bench.result != nil || bench.rejects > 0)
                }
            }
        }
    }

    @Test func scrapsWhatCannotBeRead() {
        var bench = recovering()
        bench.at(0, .begin(heartbeatAlive: true))
        for time in stride(from: 100, through: 6_000, by: 100) { bench.at(time, .tick) }
        #expect(bench.rejects == 1)
        bench.wrote(6_100, .done)
        #expect(bench.result?.reason == .inDoubt)
    }
}
