import NIOCore

/// Waits that a cancelled task does not cut short: a unit under way comes to its end, also when the agent stops.
struct SteadyTimer: Sendable {
    let loop: any EventLoop

    /// Returns when the time is over, or when the event loop has ended.
    func wait(nanoseconds: UInt64) async {
        let wait = loop.scheduleTask(in: .nanoseconds(Int64(clamping: nanoseconds))) {}
        try? await wait.futureResult.get()
    }
}
