import ServiceLifecycle
import Signals

/// Follows one order for one reader: as it is, then after every change, until nothing more will happen.
actor OrderFollower {
    private let orders: OrderDesk
    private let signal: ChangeSignal
    private let end = ContinuousClock.now + .seconds(HTTPLimits.eventStreamSeconds)
    private var record: SaleRecord
    private var isFirst = true

    /// How long it waits before it looks by itself, in seconds.
    private static let lookSeconds = 1.0

    init(orders: OrderDesk, signal: ChangeSignal, first: SaleRecord) {
        self.orders = orders
        self.signal = signal
        record = first
    }

    /// The order's next state, waiting for one; nil when the stream is over.
    func next() async throws -> SaleRecord? {
        if isFirst {
            isFirst = false
            return record
        }
        while !OrderStatus(record).isFinal, ContinuousClock.now < end, !Task.isCancelled,
            !Task.isShuttingDownGracefully
        {
            let generation = signal.generation
            let now = try await orders.find(record.id)
            if now.revision != record.revision {
                record = now
                return now
            }
            await signal.waitOrStop(after: generation, timeoutSeconds: Self.lookSeconds)
        }
        return nil
    }
}
