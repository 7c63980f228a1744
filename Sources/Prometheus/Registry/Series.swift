internal import CoreMetrics
internal import Synchronization

/// One line of figures, used from any thread.
protocol Series: AnyObject, Sendable {
    /// What it says now.
    var reading: MetricReading { get }
}

/// Counts up.
final class CounterSeries: Series, CounterHandler {
    private let count = Atomic<Int64>(0)

    var reading: MetricReading { .number(Double(count.load(ordering: .relaxed))) }

    /// A counter never falls: less than nothing is not counted.
    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() { count.store(0, ordering: .relaxed) }
}

/// Keeps the last value.
final class GaugeSeries: Series, MeterHandler, RecorderHandler {
    private let value = Mutex<Double>(0)

    var reading: MetricReading { .number(value.withLock { $0 }) }

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) { self.value.withLock { $0 = value } }

    func increment(by amount: Double) { value.withLock { $0 += amount } }

    func decrement(by amount: Double) { value.withLock { $0 -= amount } }

    func record(_ value: Int64) { set(value) }

    func record(_ value: Double) { set(value) }
}

/// Counts values under upper bounds. Times are given in nanoseconds and kept in seconds, the base unit.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
    private let state: Mutex<MetricDistribution>

    init(bounds: [Double]) {
        state = Mutex(MetricDistribution(bounds: bounds))
    }

    var reading: MetricReading { .distribution(state.withLock { $0 }) }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) { state.withLock { $0.observe(value) } }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
}

/// Takes what is not kept.
final class DiscardedSeries: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    func increment(by amount: Int64) {}
    func increment(by amount: Double) {}
    func decrement(by amount: Double) {}
    func set(_ value: Int64) {}
    func set(_ value: Double) {}
    func record(_ value: Int64) {}
    func record(_ value: Double) {}
    func recordNanoseconds(_ duration: Int64) {}
    func reset() {}
}
