import Machine
import Synchronization

/// The signs of life of one station, on both sides: counts ours up, watches theirs, and says how they stand. Reads the
/// state of the line beside.
final class StationSigns: Sendable {
    /// How often the state of the line is read.
    private static let lookNanoseconds: UInt64 = 1_000_000_000

    private struct Signs {
        var isAlive = false
        var losses = 0
        var states: [String: UInt32] = [:]
        var isOver = false
    }

    private let station: Station
    private let modbus: ModbusProfile
    private let buses: FieldBuses
    private let timer: SteadyTimer
    private let stateRegisters: [String]
    private let signs = Mutex(Signs())

    init(of station: Station, in modbus: ModbusProfile, on buses: FieldBuses, timer: SteadyTimer) {
        self.station = station
        // Stations of one PLC that share its signs of life may each have a state of their own.
        let sharing = modbus.stations.filter { $0.heartbeat.ours == station.heartbeat.ours }
        stateRegisters = Set(sharing.map(\.packMLState)).sorted()
        self.modbus = modbus
        self.buses = buses
        self.timer = timer
    }

    /// Whether both sides are alive.
    var isAlive: Bool { signs.withLock { $0.isAlive } }

    /// How often a side was lost. The PLC may have been started again in between.
    var losses: Int { signs.withLock { $0.losses } }

    /// The state of the line that this register held when it was last read; nil when the PLC can't be asked.
    func state(in register: String) -> UInt32? { signs.withLock { $0.states[register] } }

    /// Ends `run` with its next beat.
    func stop() { signs.withLock { $0.isOver = true } }

    /// Beats until `stop`, also in a task that was cancelled: the unit under way needs it.
    /// - Parameter afterBeat: told after every beat.
    func run(afterBeat: () -> Void) async {
        var heartbeat = StationHeartbeat(of: station, in: modbus, now: SystemClock.monotonicNanoseconds)
        var nextLook: UInt64 = 0
        while !signs.withLock({ $0.isOver }) {
            let answers = await beat(&heartbeat)
            if answers == true, SystemClock.monotonicNanoseconds >= nextLook {
                await look()
                nextLook = SystemClock.monotonicNanoseconds + Self.lookNanoseconds
            } else if answers == false, !isAlive {
                signs.withLock { $0.states = [:] }
            }
            afterBeat()
            let now = SystemClock.monotonicNanoseconds
            await timer.wait(nanoseconds: heartbeat.nextDeadline(after: now) - now)
        }
    }

    private func look() async {
        for register in stateRegisters {
            // One answer that is lost says nothing; a PLC that is gone is known by its heartbeat.
            guard let state = await buses.read([register])?[register]?.number else { continue }
            signs.withLock { $0.states[register] = state }
        }
    }

    /// - Returns: whether the PLC answered; nil when it was not asked.
    private func beat(_ heartbeat: inout StationHeartbeat) async -> Bool? {
        var answers: Bool?
        var effects = heartbeat.handle(.tick, at: SystemClock.monotonicNanoseconds)
        while !effects.isEmpty {
            switch effects.removeFirst() {
            case .write(let write):
                let outcome = await buses.write([write])
                effects += heartbeat.handle(.wrote(outcome), at: SystemClock.monotonicNanoseconds)
            case .read(let name):
                let number = await buses.read([name])?[name]?.number
                answers = number != nil
                effects += heartbeat.handle(.read(number), at: SystemClock.monotonicNanoseconds)
            case .changed(let alive):
                signs.withLock { signs in
                    if signs.isAlive, !alive { signs.losses += 1 }
                    signs.isAlive = alive
                }
            }
        }
        return answers
    }
}
