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

    /// The thread's body.
    func run(_ link: any ModbusLink) {
        var carrier = Carrier(schedule: ModbusSchedule(configuration), link: link)
        while true {
            wakePipe.drain()
            let (arrived, isClosed) = box.withLock { box in
                defer { box.arrived = [] }
                return (box.arrived, box.isClosed)
            }
            for (request, answered) in arrived {
                carrier.answered[request.number] = { [self] answer in
                    box.withLock { box in
                        if request.priority == .stop { box.unanswered.stops -= 1 } else { box.unanswered.others -= 1 }
                    }
                    answered(answer)
                }
                carrier.carryOut(.submitted(request)) { self.publish($0) }
            }
            guard !isClosed else { break }
            carrier.carryOut(.woke) { self.publish($0) }
            // Without a descriptor to wait with there is no bus; the wait itself can't fail otherwise.
            guard (try? Polling.wait([wakePipe.readable], until: carrier.schedule.wakeAt ?? .max)) != nil else { break }
        }
        end(&carrier)
    }

    private func end(_ carrier: inout Carrier) {
        carrier.carryOut(.closed) { self.publish($0) }
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

/// Carries out effects, and gives the schedule the events they end in.
private struct Carrier {
    var schedule: ModbusSchedule
    let link: any ModbusLink
    var answered: [Int: ModbusBusThread.Answered] = [:]

    /// - Parameter publish: Called before anybody is answered, so that who was answered sees what it was.
    mutating func carryOut(_ first: ModbusSchedule.Event, publish: ([String: ModbusDeviceStatistics]) -> Void) {
        var next: ModbusSchedule.Event? = first
        while let event = next {
            next = nil
            let effects = schedule.handle(event, at: MonotonicClock.now())
            if effects.contains(where: { if case .answer = $0 { true } else { false } }) {
                publish(schedule.statistics)
            }
            for effect in effects {
                switch effect {
                case .answer(let number, let answer): answered.removeValue(forKey: number)?(answer)
                case .close: link.close()
                case .flush: link.flush()
                case .open: next = open()
                case .exchange(let exchange): next = .exchanged(link.exchange(exchange))
                }
            }
        }
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
