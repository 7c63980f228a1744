@testable import GPIO

/// A schedule with a clock that a test moves, and short words for what it says.
struct ScheduleRig {
    var schedule: ModbusSchedule
    /// In nanoseconds.
    private(set) var now: UInt64 = 1_000_000_000
    private var lastNumber = 0

    init(_ configuration: ModbusBusConfiguration) {
        schedule = ModbusSchedule(configuration)
    }

    /// A bus with the devices “press” (1) and “marker” (2), which have 100 ms, three failures and 1 s of back-off.
    static func bus(
        _ endpoint: ModbusEndpoint,
        identity: ModbusIdentity = .unproven,
        readAttempts: Int = 1,
        lateReplyMilliseconds: Int? = nil
    ) throws -> ScheduleRig {
        let timeouts = ModbusTimeouts(
            readMilliseconds: 100,
            writeMilliseconds: 100,
            functionMilliseconds: [4: 40],
            byteMilliseconds: 20,
            lateReplyMilliseconds: lateReplyMilliseconds
        )
        let devices = try [("press", 1), ("marker", 2)].map { name, unit in
            try ModbusDevice(
                name: name,
                unit: unit,
                timeouts: timeouts,
                identity: identity,
                readAttempts: readAttempts,
                breaker: .init(failures: 3, backOffMilliseconds: 1_000, mostBackOffMilliseconds: 4_000)
            )
        }
        return ScheduleRig(try ModbusBusConfiguration(name: "line", endpoint: endpoint, devices: devices))
    }

    static func serial(baud: Int = 9_600) throws -> ModbusEndpoint {
        .serial(try SerialPort(path: "/dev/ttyAMA0", baud: baud))
    }

    static let tcp = ModbusEndpoint.tcp(host: "127.0.0.1", port: 502)

    mutating func advance(milliseconds: Double) { now += UInt64(milliseconds * 1_000_000) }

    mutating func handle(_ event: ModbusSchedule.Event) -> [ModbusSchedule.Effect] { schedule.handle(event, at: now) }

    /// Submits a request and returns its number with the effects.
    mutating func submit(
        _ operation: ModbusOperation,
        to device: String = "press",
        _ priority: ModbusPriority? = nil,
        waitMilliseconds: UInt64 = 60_000
    ) -> (number: Int, effects: [ModbusSchedule.Effect]) {
        lastNumber += 1
        let request = ModbusSchedule.Request(
            number: lastNumber,
            device: device,
            purpose: .perform(operation),
            priority: priority ?? (operation.isWrite ? .write : .poll),
            deadline: now + waitMilliseconds * 1_000_000
        )
        return (lastNumber, handle(.submitted([request])))
    }

    /// Submits, opens the link where that is asked for, and waits out the gap.
    mutating func send(_ operation: ModbusOperation, to device: String = "press") -> Int {
        let (number, effects) = submit(operation, to: device)
        if effects.contains(.open) { _ = handle(.opened) }
        advance(milliseconds: 5)
        _ = handle(.woke)
        return number
    }

    /// What is on the wire.
    var onTheWire: ModbusOperation? {
        guard case .exchanging(_, let operation, _, _) = schedule.phase else { return nil }
        return operation
    }

    /// Answers what is on the wire with the reply a device would give; reads with zeros.
    mutating func reply() -> [ModbusSchedule.Effect] {
        guard let operation = onTheWire else { return [] }
        switch operation {
        case .read(let table, _, let count):
            let bytes = table.holdsBits ? (Int(count) + 7) / 8 : 2 * Int(count)
            return handle(
                .exchanged(.reply([operation.function, UInt8(bytes)] + [UInt8](repeating: 0, count: bytes)))
            )
        default: return handle(.exchanged(.reply(Array(operation.pdu.prefix(5)))))
        }
    }
}

extension [ModbusSchedule.Effect] {
    /// The answers by number.
    var answers: [Int: ModbusSchedule.Answer] {
        reduce(into: [:]) { answers, effect in
            if case .answer(let number, let answer) = effect { answers[number] = answer }
        }
    }

    /// The exchange that begins.
    var exchange: ModbusExchange? {
        for case .exchange(let exchange) in self { return exchange }
        return nil
    }
}

extension ModbusSchedule.Answer {
    /// The error's code.
    var code: GPIOError.Code? {
        guard case .failed(let code, _, _) = self else { return nil }
        return code
    }
}
