import GPIO
import Machine

/// One unit whose command is never answered, at a PLC whose power fails at one moment after the other, or never.
/// Somebody brings the line back to work at once.
enum BusStory {
    static let title = "one stamp over a bus that loses the answer"

    private static let requestNanoseconds: UInt64 = 5_000_000
    private static let restartNanoseconds = UInt64(SimulatedPLC.restartMilliseconds) * 1_000_000
    private static let beatNanoseconds: UInt64 = 100_000_000
    /// From the write of the command to the failure of the power, beyond the answer's timeout; 0 is none.
    private static let delays = stride(from: 0, through: 1_500 * 1_000_000, by: 5_000_000).map { UInt64($0) }

    /// Runs a unit for each of the moments.
    /// - Throws: `CrashViolation` for the first promise that is broken.
    static func run() throws {
        for delay in delays {
            var unit = Unit(delayNanoseconds: delay)
            do { try unit.run() } catch let violation as CrashViolation {
                let power = delay == 0 ? "stays" : "fails \(delay / 1_000_000) ms after the command"
                throw CrashViolation("\(title), the power \(power): \(violation)")
            }
        }
    }

    private struct Unit {
        static let serial = "SN-1"

        let delayNanoseconds: UInt64
        var plc = SimulatedPLC(station: ModelProfile.station, of: ModelProfile.modbus, now: 1_000_000_000)
        var now: UInt64 = 1_000_000_000
        var failsAt: UInt64?
        var beats: UInt32 = 0

        init(delayNanoseconds: UInt64) { self.delayNanoseconds = delayNanoseconds }

        mutating func run() throws {
            now = plc.bringToExecute(at: now)
            pass(until: now)
            var sequencer = StampSequencer(serial: Self.serial, at: ModelProfile.station, of: ModelProfile.modbus)
            var effects = sequencer.handle(.begin(heartbeatAlive: true), at: now)
            for _ in 0..<5_000 {
                guard !effects.isEmpty else {
                    pass(until: sequencer.nextDeadline(after: now) ?? now)
                    effects = sequencer.handle(.tick, at: now)
                    continue
                }
                switch effects.removeFirst() {
                case .read(let number, let names):
                    pass(until: now + requestNanoseconds)
                    let values = plc.read(names, at: now)
                    effects += sequencer.handle(values.map { .read(number, $0) } ?? .readFailed(number), at: now)
                case .write(let number, let writes):
                    pass(until: now + requestNanoseconds)
                    let outcome = plc.write(writes, at: now)
                    guard failsAt != nil || writes.first?.name != ModelProfile.station.marker.commandSequence else {
                        // The answer to the command never comes; the sequencer's own deadline ends the waiting.
                        failsAt = now + delayNanoseconds
                        continue
                    }
                    effects += sequencer.handle(.wrote(number, outcome ?? .inDoubt), at: now)
                case .needIntent: effects += sequencer.handle(.intentCommitted, at: now)
                case .started: break
                case .finished(let result): return try check(result)
                }
            }
            throw CrashViolation("the unit never ends")
        }

        /// Lets time pass, with our heartbeat in it, and the failure of the power when it is due.
        private mutating func pass(until time: UInt64) {
            repeat {
                let next = min(time, now + beatNanoseconds)
                if let failsAt, failsAt > now, failsAt <= next {
                    plc.powerCycle(at: failsAt)
                    _ = plc.bringToExecute(at: failsAt + restartNanoseconds)
                }
                now = next
                beats += 1
                _ = plc.write([RegisterWrite(ModelProfile.station.heartbeat.ours, .number(beats))], at: now)
            } while now < time
        }

        private func check(_ result: StampResult) throws {
            try require(plc.firings <= 1, "the marker fired \(plc.firings) times for one intent")
            let marks = plc.marks[Self.serial] ?? 0
            switch result.status {
            case .commissioned: try require(marks == 1, "commissioned with \(marks) marks")
            case .cannotStart: try require(marks == 0, "never started, with \(marks) marks")
            case .scrapped: break
            }
        }
    }
}
