import Machine
import Testing

@Suite("Station heartbeat")
struct StationHeartbeatTests {
    private static func time(_ milliseconds: Int) -> UInt64 { UInt64(milliseconds) * 1_000_000 }

    private func heartbeat() -> StationHeartbeat {
        let modbus = StationFixture.modbus()
        return StationHeartbeat(of: modbus.stations[0], in: modbus, now: 0)
    }

    @Test func beatsOncePerPeriod() {
        var heartbeat = heartbeat()
        let first: [StationHeartbeat.Effect] = [.write(RegisterWrite("ours", .number(1))), .read("theirs")]
        #expect(heartbeat.handle(.tick, at: Self.time(0)) == first)
        #expect(heartbeat.handle(.tick, at: Self.time(199)) == [])
        #expect(heartbeat.nextDeadline(after: 0) == Self.time(200))
        let second: [StationHeartbeat.Effect] = [.write(RegisterWrite("ours", .number(2))), .read("theirs")]
        #expect(heartbeat.handle(.tick, at: Self.time(200)) == second)
    }

    @Test func isAliveOnlyWhenBothMove() {
        var heartbeat = heartbeat()
        _ = heartbeat.handle(.tick, at: 0)
        #expect(heartbeat.handle(.wrote(.done), at: 1) == [])
        #expect(heartbeat.handle(.read(5), at: 2) == [])
        #expect(heartbeat.handle(.read(5), at: 3) == [])
        #expect(heartbeat.handle(.read(6), at: 4) == [.changed(alive: true)])
        #expect(heartbeat.isAlive)
    }

    @Test func diesWhenEitherStandsStill() {
        for oursStops in [true, false] {
            var heartbeat = heartbeat()
            var changes: [(Int, StationHeartbeat.Effect)] = []
            for (beat, time) in stride(from: 0, to: 3_000, by: 100).enumerated() {
                let stopped = time >= 500
                var effects = heartbeat.handle(.tick, at: Self.time(time))
                effects += heartbeat.handle(.wrote(stopped && oursStops ? .inDoubt : .done), at: Self.time(time))
                effects += heartbeat.handle(
                    .read(stopped && !oursStops ? 4 : UInt32(beat)),
                    at: Self.time(time)
                )
                changes += effects.filter { if case .changed = $0 { true } else { false } }.map { (time, $0) }
            }
            #expect(changes.map(\.1) == [.changed(alive: true), .changed(alive: false)])
            #expect(changes.last?.0 == 1_400)
        }
    }

    @Test func aFailedReadIsNoSignOfLife() {
        var heartbeat = heartbeat()
        _ = heartbeat.handle(.wrote(.done), at: 0)
        _ = heartbeat.handle(.read(1), at: 0)
        _ = heartbeat.handle(.read(nil), at: 1)
        #expect(!heartbeat.isAlive)
    }
}
