/// Where a simulated chip takes its time from.
package enum SimulatedTime: String, Sendable, Hashable {
    /// `CLOCK_MONOTONIC`; waits block as they would on a real chip.
    case monotonic
    /// Only what `setInput(_:_:at:)` and `advance(to:)` say; waits never block. For deterministic simulation.
    case manual
}
