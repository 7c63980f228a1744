import Machine
import Synchronization

/// The signs of life of one station, on both sides: counts ours up, watches theirs, and says how they stand.
final class StationSigns: Sendable {
    private struct Signs {
        var isAlive = false
        var losses = 0
        var isOver = false
    }

    private let station: Station
    private let modbus: ModbusProfile
    private let buses: FieldBuses
    private let timer: SteadyTimer
    private let signs = Mutex(Signs())

    init(of station: Station, in modbus: ModbusProfile, on buses: FieldBuses, timer: SteadyTimer) {
        self.station = station
        self.modbus = modbus
        self.buses = buses
        self.timer = timer
    }

    /// Whether both sides are alive.
    var isAlive: Bool { signs.withLock { $0.isAlive } }

    /// How often a side was lost. The PLC may have been started again in between.
    var losses: Int { signs.withLock { $0.losses } }

    /// Ends `run` with its next beat.
    func stop() { signs.withLock { $0.isOver = true } }

    /// Beats until `stop`, also in a task that was cancelled: the unit under way needs it.
    func run() async {
        var heartbeat = StationHeartbeat(of: station, in: modbus, now: SystemClock.monotonicNanoseconds)
        while !signs.withLock({ $0.isOver }) {
            await beat(&heartbeat)
            let now = SystemClock.monotonicNanoseconds
            await timer.wait(nanoseconds: heartbeat.nextDeadline(after: now) - now)
        }
    }

    private func beat(_ heartbeat: inout StationHeartbeat) async {
        var effects = heartbeat.handle(.tick, at: SystemClock.monotonicNanoseconds)
        while !effects.isEmpty {
            switch effects.removeFirst() {
            case .write(let write):
                let outcome = await buses.write([write])
                effects += heartbeat.handle(.wrote(outcome), at: SystemClock.monotonicNanoseconds)
            case .read(let name):
                let number = await buses.read([name])?[name]?.number
                effects += heartbeat.handle(.read(number), at: SystemClock.monotonicNanoseconds)
            case .changed(let alive):
                signs.withLock { signs in
                    if signs.isAlive, !alive { signs.losses += 1 }
                    signs.isAlive = alive
                }
            }
        }
    }
}
