extension DeliverSequencer {
    /// Where a delivery is. A deadline is a time of the monotonic clock in nanoseconds.
    enum State: Equatable, Sendable {
        /// Made, not begun. Next: `settling`, `leavingHome`, `pulsing`, `finished`.
        case idle
        /// Waiting for motors to rest. Next: `leavingHome`, `pulsing`, `clearing`, `finished`.
        case settling(until: UInt64)
        /// Motor on, home switch still active. Next: `returningHome`, `watching`, `clearing`, `finished`.
        case leavingHome(off: UInt64)
        /// Motor on, home switch was left. Next: `watching`, `clearing`, `finished`.
        case returningHome(off: UInt64)
        /// Motor on for a fixed time, no home switch. Next: `watching`, `clearing`, `finished`.
        case pulsing(off: UInt64)
        /// Motor off, goods may still arrive. Next: `clearing`, `awaitingIntent`, `finished`.
        case watching(until: UInt64)
        /// Nothing fell; a further attempt waits for its own intent. Next: `settling`, `leavingHome`, `clearing`,
        /// `finished`.
        case awaitingIntent(until: UInt64)
        /// Goods seen, motor off, sensor still blocked. Next: `finished`.
        case clearing(until: UInt64)
        /// The result is out. Next: none.
        case finished

        /// When the state ends by itself.
        var deadline: UInt64? {
            switch self {
            case .idle, .finished: nil
            case .settling(let time), .leavingHome(let time), .returningHome(let time), .pulsing(let time),
                .watching(let time), .awaitingIntent(let time), .clearing(let time):
                time
            }
        }

        /// Whether the motor is on in this state.
        var isDriving: Bool {
            switch self {
            case .leavingHome, .returningHome, .pulsing: true
            case .idle, .settling, .watching, .awaitingIntent, .clearing, .finished: false
            }
        }
    }
}
