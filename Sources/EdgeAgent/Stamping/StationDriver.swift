import Faults
import Machine
import Protocol
import Synchronization

/// Carries out what the sequencer of one station asks for: requests on the bus, the intent, the time. One unit at a
/// time; a unit under way comes to its end, also in a task that was cancelled.
final class StationDriver: Sendable {
    /// Commits the intent of the unit and says whether the command may still go out.
    typealias CommitIntent = @Sendable (StampIntent) async -> Bool

    private struct Readiness {
        /// How often the signs of life had been lost when the devices were last made ready; nil before that.
        var losses: Int?
        /// Whether they have to be made ready again all the same.
        var isDoubted = false
    }

    let station: Station
    private let modbus: ModbusProfile
    private let buses: FieldBuses
    private let signs: StationSigns
    private let timer: SteadyTimer
    private let readiness = Mutex(Readiness())
    private let isStopping = Mutex(false)

    init(_ station: Station, of modbus: ModbusProfile, on buses: FieldBuses, signs: StationSigns, timer: SteadyTimer) {
        self.station = station
        self.modbus = modbus
        self.buses = buses
        self.signs = signs
        self.timer = timer
    }

    /// No further unit: one that was not commanded yet ends at once.
    func stop() { isStopping.withLock { $0 = true } }

    /// The PLC may have been started again: its devices are made ready before the next unit.
    func doubtDevices() { readiness.withLock { $0.isDoubted = true } }

    /// How the station stands, as telemetry tells of it.
    var health: HealthReport.Station {
        HealthReport.Station(
            id: station.id,
            packML: signs.state(in: station.packMLState).map(Int64.init),
            heartbeat: signs.isAlive,
            watchdog: readiness.withLock { $0.losses } == signs.losses
        )
    }

    /// Stamps one serial.
    func stamp(_ serial: String, commit: @escaping CommitIntent) async -> StampResult {
        guard await makeReady() else { return StampResult(.cannotStart, .countersUnknown) }
        FaultPoint.reach(StampStep.unitBegun)
        return await drive(StampSequencer(serial: serial, at: station, of: modbus), commit)
    }

    /// Finds out what became of an intent that is on disk without an outcome. Nothing is marked.
    func recover(_ intent: StampIntent) async -> StampResult {
        await drive(StampSequencer(recovering: intent, at: station, of: modbus)) { _ in false }
    }

    private func drive(_ first: StampSequencer, _ commit: CommitIntent) async -> StampResult {
        var sequencer = first
        var isAlive = signs.isAlive
        var hasStopped = false
        var steps = StampSteps(station)
        var effects = sequencer.handle(.begin(heartbeatAlive: isAlive), at: SystemClock.monotonicNanoseconds)
        while true {
            while !effects.isEmpty {
                let effect = effects.removeFirst()
                if case .finished(let result) = effect {
                    FaultPoint.reach(StampStep.unitDecided)
                    return result
                }
                guard let event = await carryOut(effect, &steps, commit) else { continue }
                effects += sequencer.handle(event, at: SystemClock.monotonicNanoseconds)
            }
            let before = SystemClock.monotonicNanoseconds
            await timer.wait(nanoseconds: (sequencer.nextDeadline(after: before) ?? before) - before)
            let now = SystemClock.monotonicNanoseconds
            if signs.isAlive != isAlive {
                isAlive.toggle()
                effects += sequencer.handle(.heartbeat(alive: isAlive), at: now)
            }
            if !hasStopped, isStopping.withLock({ $0 }) {
                hasStopped = true
                effects += sequencer.handle(.stop, at: now)
            }
            effects += sequencer.handle(.tick, at: now)
        }
    }

    /// Does one thing, and gives the event that it leads to.
    private func carryOut(
        _ effect: StampSequencer.Effect,
        _ steps: inout StampSteps,
        _ commit: CommitIntent
    ) async -> StampSequencer.Event? {
        switch effect {
        case .read(let number, let names):
            steps.willRead(names)
            let values = await buses.read(names)
            steps.hasRead(names)
            return values.map { .read(number, $0) } ?? .readFailed(number)
        case .write(let number, let writes):
            let outcome = await buses.write(writes)
            steps.hasWritten(writes.map(\.name))
            return .wrote(number, outcome)
        case .needIntent(let intent):
            FaultPoint.reach(StampStep.intentDue)
            return await commit(intent) ? .intentCommitted : .intentRefused
        case .started:
            FaultPoint.reach(StampStep.commandDue)
            return nil
        case .finished:
            return nil
        }
    }

    /// Sets the output watchdog of the station's devices and reads it back, and checks that both sides lay out numbers
    /// alike; after a start, and after a side was lost.
    func makeReady() async -> Bool {
        let losses = signs.losses
        if readiness.withLock({ $0.losses == losses && !$0.isDoubted }) { return true }
        for device in modbus.devices where station.registers.contains(where: { device.register($0.name) != nil }) {
            let (order, watchdog) = (device.wordOrder, device.outputWatchdog)
            guard await buses.read([order.register])?[order.register]?.number == order.value,
                await buses.write([RegisterWrite(watchdog.register, .number(watchdog.value))]) == .done,
                await buses.read([watchdog.register])?[watchdog.register]?.number == watchdog.value
            else {
                readiness.withLock { $0.losses = nil }
                return false
            }
        }
        readiness.withLock { $0 = Readiness(losses: losses) }
        return true
    }
}
