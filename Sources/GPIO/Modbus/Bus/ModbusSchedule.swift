/// Decides what a bus does next. Pure: an event and the time go in, effects come out, and the last of them may be one
/// that takes time and ends in an event of its own. So there is never more than one request on the wire.
///
/// States: idle (with the link open or not), opening, exchanging. Nothing is sent before `quietUntil`: the gap between
/// frames, or the time in which a late reply may still come.
struct ModbusSchedule: Sendable {
    /// Something a caller waits for.
    struct Request: Sendable, Hashable {
        /// What is asked of the device.
        enum Purpose: Sendable, Hashable {
            case perform(ModbusOperation)
            case identify
        }

        var number: Int
        var device: String
        var purpose: Purpose
        var priority: ModbusPriority
        /// When it is no longer worth sending, in nanoseconds.
        var deadline: UInt64
    }

    /// What a caller is told.
    enum Answer: Sendable, Hashable {
        case words([UInt16])
        case identifier([UInt8])
        case identified
        case outcome(WriteOutcome)
        /// For a write: not one byte of it was sent.
        case failed(GPIOError.Code, String, ModbusException?)
    }

    enum Event: Sendable {
        /// All that arrived since the last event, before anything is decided.
        case submitted([Request])
        case opened
        case openFailed(GPIOError.Code, String)
        case exchanged(ModbusExchangeResult)
        case woke
        case closed
    }

    enum Effect: Sendable, Hashable {
        case answer(Int, Answer)
        case close
        case flush
        /// Takes time; ends in `opened` or `openFailed`.
        case open
        /// Takes time; ends in `exchanged`.
        case exchange(ModbusExchange)
    }

    /// A request with what was tried for it.
    struct Pending: Sendable {
        var request: Request
        var failures = 0
        var unsent = 0
    }

    struct Slave: Sendable {
        let device: ModbusDevice
        var breaker: CircuitBreaker
        var isIdentified = false
        var statistics = ModbusDeviceStatistics()
    }

    enum Phase: Sendable {
        case idle
        case opening
        case exchanging(Pending, ModbusOperation, isIdentity: Bool, startedAt: UInt64)
    }

    /// How often a request is put off because the link turned out to be dead before anything was sent.
    static let mostUnsent = 3

    let configuration: ModbusBusConfiguration
    var slaves: [String: Slave]
    var waiting: [ModbusPriority: [Pending]] = [:]
    var phase = Phase.idle
    var isOpen = false
    var isClosed = false
    var reopenAt: UInt64 = 0
    var quietUntil: UInt64 = 0
    var needsFlush = false

    init(_ configuration: ModbusBusConfiguration) {
        self.configuration = configuration
        slaves = configuration.devices.mapValues { Slave(device: $0, breaker: CircuitBreaker($0.breaker)) }
    }

    var statistics: [String: ModbusDeviceStatistics] { slaves.mapValues(\.statistics) }

    /// When `woke` has something to do; nil when only another event has.
    var wakeAt: UInt64? {
        guard case .idle = phase else { return nil }
        return waiting.values.joined().map { min($0.request.deadline, quietUntil) }.min()
    }

    mutating func handle(_ event: Event, at now: UInt64) -> [Effect] {
        var effects: [Effect] = []
        switch event {
        case .submitted(let requests): for request in requests { submit(request, at: now, &effects) }
        case .opened: opened(at: now)
        case .openFailed(let code, let why): openFailed(code, why, at: now, &effects)
        case .exchanged(let result): exchanged(result, at: now, &effects)
        case .woke: break
        case .closed: close(&effects)
        }
        proceed(at: now, &effects)
        return effects
    }

    private mutating func submit(_ request: Request, at now: UInt64, _ effects: inout [Effect]) {
        guard !isClosed else {
            effects.append(.answer(request.number, .failed(.closed, "bus “\(name)” is closed", nil)))
            return
        }
        guard let slave = slaves[request.device] else {
            let text = "bus “\(name)” has no device “\(request.device)”; add it to the profile"
            effects.append(.answer(request.number, .failed(.invalidConfiguration, text, nil)))
            return
        }
        guard request.priority == .stop || !slave.breaker.isSuspended(at: now) else {
            effects.append(.answer(request.number, suspended(request.device)))
            return
        }
        waiting[request.priority, default: []].append(Pending(request: request))
    }

    private mutating func opened(at now: UInt64) {
        phase = .idle
        isOpen = true
        // Whatever is behind a fresh connection may be another device.
        for name in slaves.keys { slaves[name]?.isIdentified = false }
        quietUntil = max(quietUntil, now + configuration.endpoint.gapNanoseconds)
        needsFlush = true
    }

    private mutating func openFailed(
        _ code: GPIOError.Code,
        _ why: String,
        at now: UInt64,
        _ effects: inout [Effect]
    ) {
        phase = .idle
        reopenAt = now + UInt64(configuration.reopenMilliseconds) * 1_000_000
        fail({ _ in true }, .failed(code, why, nil), &effects)
    }

    private mutating func close(_ effects: inout [Effect]) {
        isClosed = true
        fail({ _ in true }, .failed(.closed, "bus “\(name)” was closed; nothing was sent", nil), &effects)
        effects.append(.close)
        isOpen = false
    }

    var name: String { configuration.name }

    func suspended(_ device: String) -> Answer {
        let text = "device “\(device)” on bus “\(name)” was silent too often and is left alone for a while; look at it"
        return .failed(.suspended, text, nil)
    }

    /// Gives all that wait and fit the same answer.
    mutating func fail(_ fits: (Request) -> Bool, _ answer: Answer, _ effects: inout [Effect]) {
        for priority in ModbusPriority.allCases.reversed() {
            for pending in waiting[priority] ?? [] where fits(pending.request) {
                effects.append(.answer(pending.request.number, answer))
            }
            waiting[priority]?.removeAll { fits($0.request) }
        }
    }
}
