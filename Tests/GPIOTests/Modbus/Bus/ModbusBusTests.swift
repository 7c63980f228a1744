import Platform
import Synchronization
import TestSupport
import Testing

@testable import GPIO

/// A link that answers when a test lets it, and remembers what was sent.
private final class HeldLink: ModbusLink {
    final class Hand: Sendable {
        private let state = Mutex<(sent: [ModbusOperation], allowed: Int)>(([], 0))

        var sent: [ModbusOperation] { state.withLock { $0.sent } }
        func note(_ operation: ModbusOperation) { state.withLock { $0.sent.append(operation) } }
        func allow(_ count: Int) { state.withLock { $0.allowed += count } }

        /// Whether the next reply may be given.
        func take() -> Bool {
            state.withLock { state in
                guard state.allowed > 0 else { return false }
                state.allowed -= 1
                return true
            }
        }
    }

    private let hand: Hand
    private let pipe: WakePipe?

    init(_ hand: Hand) {
        self.hand = hand
        pipe = try? WakePipe()
    }

    func open() throws(GPIOError) {}
    func close() {}
    func flush() {}

    func exchange(_ exchange: ModbusExchange) -> ModbusExchangeResult {
        hand.note(exchange.operation)
        let deadline = MonotonicClock.now() + 20_000_000_000
        while !hand.take() {
            guard let pipe, MonotonicClock.now() < deadline else { return .timeout }
            _ = try? Polling.wait([pipe.readable], until: MonotonicClock.now() + 2_000_000)
        }
        switch exchange.operation {
        case .read: return .reply([exchange.operation.function, 2, 0, 0])
        default: return .reply(Array(exchange.operation.pdu.prefix(5)))
        }
    }
}

@Suite("ModbusBus")
struct ModbusBusTests {
    private static func bus(_ hand: HeldLink.Hand) throws -> ModbusBus {
        let device = try ModbusDevice(name: "press", unit: 1, identity: .unproven)
        let configuration = try ModbusBusConfiguration(name: "line", endpoint: ScheduleRig.tcp, devices: [device])
        return try ModbusBus(configuration) { HeldLink(hand) }
    }

    private static func poll(_ place: UInt16) -> ModbusOperation { .read(.holding, at: place, count: 1) }

    /// Starts a request, and returns once it waits for the bus or is on it.
    private static func submit(
        _ operation: ModbusOperation,
        _ priority: ModbusPriority,
        _ bus: ModbusBus,
        _ group: inout ThrowingTaskGroup<Void, any Error>
    ) async throws {
        let before = bus.unanswered
        group.addTask {
            if operation.isWrite {
                _ = try await bus.write(operation, to: "press", priority: priority, waitMilliseconds: 60_000)
            } else {
                _ = try await bus.read(operation, from: "press", priority: priority, waitMilliseconds: 60_000)
            }
        }
        try await eventually("the request arrived") { bus.unanswered == before + 1 }
    }

    @Test func aStopDoesNotWaitBehindWhatCameEarlier() async throws {
        let hand = HeldLink.Hand()
        let bus = try Self.bus(hand)
        let stop = ModbusOperation.writeCoil(at: 0, false)
        let write = ModbusOperation.writeWord(at: 0, 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await Self.submit(Self.poll(0), .poll, bus, &group)
            try await eventually("the first is on the wire") { hand.sent.count == 1 }
            for place in 1...3 as ClosedRange<UInt16> { try await Self.submit(Self.poll(place), .poll, bus, &group) }
            try await Self.submit(write, .write, bus, &group)
            try await Self.submit(stop, .stop, bus, &group)
            hand.allow(6)
            try await group.waitForAll()
        }
        #expect(hand.sent == [Self.poll(0), stop, write, Self.poll(1), Self.poll(2), Self.poll(3)])
        await bus.close()
    }

    @Test func endsWithoutSendingWhatWaits() async throws {
        let hand = HeldLink.Hand()
        let bus = try Self.bus(hand)
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await Self.submit(Self.poll(0), .poll, bus, &group)
            try await eventually("the first is on the wire") { hand.sent.count == 1 }
            try await Self.submit(Self.poll(1), .poll, bus, &group)
            group.addTask { await bus.close() }
            try await eventually("it takes nothing more") { bus.isClosed }
            hand.allow(1)
            while let result = await group.nextResult() {
                if case .failure(let error) = result { #expect(error as? GPIOError == GPIOError(.closed, "")) }
            }
        }
        #expect(hand.sent == [Self.poll(0)])
    }
}
