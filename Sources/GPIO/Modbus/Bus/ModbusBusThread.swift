import Platform
import Synchronization

/// The thread that owns a bus, and the box in which requests reach it. It carries out what `ModbusSchedule` decides.
final class ModbusBusThread: Sendable {
    typealias Answered = @Sendable (ModbusSchedule.Answer) -> Void

    private struct Box {
        var arrived: [(ModbusSchedule.Request, Answered)] = []
        var lastNumber = 0
        /// Requests without an answer: stops and others.
        var unanswered = (stops: 0, others: 0)
        var isClosed = false
        var hasEnded = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
        var statistics: [String: ModbusDeviceStatistics] = [:]
    }

    private let configuration: ModbusBusConfiguration
    private let box = Mutex(Box())
    private let wakePipe: WakePipe

    init(_ configuration: ModbusBusConfiguration) throws(GPIOError) {
        self.configuration = configuration
        wakePipe = try WakePipe()
        box.withLock { $0.statistics = configuration.devices.mapValues { _ in ModbusDeviceStatistics() } }
    }

    /// What each device did so far.
    var statistics: [String: ModbusDeviceStatistics] { box.withLock { $0.statistics } }

    /// Requests without an answer.
    var unanswered: Int { box.withLock { $0.unanswered.stops + $0.unanswered.others } }

    var isClosed: Bool { box.withLock { $0.isClosed } }

    /// Puts a request into the box; `answered` is called exactly once, on the thread, unless this throws.
    func submit(
        _ purpose: ModbusSchedule.Request.Purpose,
        device: String,
        priority: ModbusPriority,
        deadline: UInt64,
        _ answered: @escaping Answered
    ) throws(GPIOError) {
        let refusal = box.withLock { box -> GPIOError? in
            guard !box.isClosed else { return GPIOError(.closed, "bus “\(configuration.name)” is closed") }
            let isFull =
                priority == .stop
                ? box.unanswered.stops >= configuration.mostWaiting / 8 + 1
                : box.unanswered.others >= configuration.mostWaiting
            guard !isFull else {
                return GPIOError(
                    .overloaded,
                    "bus “\(configuration.name)” has \(configuration.mostWaiting) requests waiting; poll less often"
                )
            }
            if priority == .stop { box.unanswered.stops += 1 } else { box.unanswered.others += 1 }
            box.lastNumber += 1
            let request = ModbusSchedule.Request(
                number: box.lastNumber,
                device: device,
                purpose: purpose,
                priority: priority,
                deadline: deadline
            )
            box.arrived.append((request, answered))
            return nil
        }
        if let refusal { throw refusal }
        wakePipe.wake()
    }

    /// Takes nothing more; what waits is answered, what is on the wire ends first.
    func close() {
        box.withLock { $0.isClosed = true }
        wakePipe.wake()
    }

    /// Returns when the thread is done with the bus.
    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let isOver = box.withLock { box in
                if !box.hasEnded { box.waitingForEnd.append(continuation) }
                return box.hasEnded
            }
            if isOver { continuation.resume() }
        }
    }

    /// The thread's body. What arrived during an exchange is in the schedule before it decides what is next, so that a
    /// stop does not wait behind what came earlier.
    func run(_ link: any ModbusLink) {
        var carrier = Carrier(schedule: ModbusSchedule(configuration), link: link)
        var ended: ModbusSchedule.Event?
        while true {
            wakePipe.drain()
            let (arrived, isClosed) = box.withLock { box in
                defer { box.arrived = [] }
                return (box.arrived, box.isClosed)
            }
            var events: [ModbusSchedule.Event] = []
            // Closed first: nothing of what arrived with it is begun.
            if isClosed { events.append(.closed) }
            if !arrived.isEmpty { events.append(.submitted(admit(arrived, to: &carrier))) }
            events.append(ended ?? .woke)
            ended = nil
            for event in events {
                ended = carrier.carryOut(event, publish: publish) ?? ended
            }
            guard ended == nil else { continue }
            guard !isClosed else { break }
            // Without a descriptor to wait with there is no bus; the wait itself can't fail otherwise.
            guard (try? Polling.wait([wakePipe.readable], until: carrier.schedule.wakeAt ?? .max)) != nil else { break }
        }
        end(&carrier)
    }

    private func admit(
        _ arrived: [(ModbusSchedule.Request, Answered)],
        to carrier: inout Carrier
    ) -> [ModbusSchedule.Request] {
        for (request, answered) in arrived {
            carrier.answered[request.number] = { [self] answer in
                box.withLock { box in
                    if request.priority == .stop { box.unanswered.stops -= 1 } else { box.unanswered.others -= 1 }
                }
                answered(answer)
            }
        }
        return arrived.map(\.0)
    }

    private func end(_ carrier: inout Carrier) {
        _ = carrier.carryOut(.closed, publish: publish)
        let (late, waiting) = box.withLock { box in
            box.isClosed = true
            box.hasEnded = true
            defer { (box.arrived, box.waitingForEnd) = ([], []) }
            return (box.arrived, box.waitingForEnd)
        }
        let name = configuration.name
        for (_, answered) in late { answered(.failed(.closed, "bus “\(name)” was closed; nothing was sent", nil)) }
        for continuation in waiting { continuation.resume() }
    }

    private func publish(_ statistics: [String: ModbusDeviceStatistics]) {
        box.withLock { $0.statistics = statistics }
    }
}

/// Carries out effects.
private struct Carrier {
    var schedule: ModbusSchedule
    let link: any ModbusLink
    var answered: [Int: ModbusBusThread.Answered] = [:]

    /// - Parameter publish: Called before anybody is answered, so that who was answered sees what it was.
    /// - Returns: The event in which the effect that takes time ended, if there was one.
    mutating func carryOut(
        _ event: ModbusSchedule.Event,
        publish: ([String: ModbusDeviceStatistics]) -> Void
    ) -> ModbusSchedule.Event? {
        let effects = schedule.handle(event, at: MonotonicClock.now())
        if effects.contains(where: { if case .answer = $0 { true } else { false } }) { publish(schedule.statistics) }
        var ended: ModbusSchedule.Event?
        for effect in effects {
            switch effect {
            case .answer(let number, let answer): answered.removeValue(forKey: number)?(answer)
            case .close: link.close()
            case .flush: link.flush()
            case .open: ended = open()
            case .exchange(let exchange): ended = .exchanged(link.exchange(exchange))
            }
        }
        return ended
    }

    private func open() -> ModbusSchedule.Event {
        do throws(GPIOError) {
            try link.open()
            return .opened
        } catch {
            return .openFailed(error.code, error.message)
        }
    }
}
