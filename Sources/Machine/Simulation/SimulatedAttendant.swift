/// The person at the panel of a simulated line: lets it run again whenever it stopped, aborts what is stuck, and turns
/// the power off and on when the PLC's heartbeat stands still. Pure; the caller looks now and then.
package struct SimulatedAttendant: Sendable {
    /// How often to look, in milliseconds.
    package static let lookMilliseconds = 20

    /// How long a mark may be overdue before the line is aborted, in milliseconds.
    static let patienceMilliseconds = 100

    private var stuckSince: UInt64?
    private var silentSince: UInt64?

    /// Somebody who has seen nothing yet.
    package init() {}

    /// Looks at the PLC and presses what is due.
    package mutating func look(at plc: inout SimulatedPLC, now: UInt64) {
        plc.advance(to: now)
        guard plc.isRunning else {
            (stuckSince, silentSince) = (nil, nil)
            return
        }
        let station = plc.station
        stuckSince = plc.cycle == nil ? nil : stuckSince ?? now
        silentSince = plc.heartbeatStoppedAt == nil ? nil : silentSince ?? now
        if let since = silentSince, now - since > 1_000_000 * UInt64(station.heartbeat.timeoutMilliseconds) {
            plc.powerCycle(at: now)
        } else if let since = stuckSince, plc.packML == .execute,
            now - since > 1_000_000 * UInt64(station.markTimeoutMilliseconds + Self.patienceMilliseconds)
        {
            _ = plc.command(.abort, at: now)
        } else {
            for press in [PackMLCommand.clear, .reset, .start, .unhold, .unsuspend] where plc.command(press, at: now) {
                break
            }
        }
    }
}
