/// What one device did since the bus started.
package struct ModbusDeviceStatistics: Sendable, Hashable {
    /// Requests that were put on the wire, reads sent again among them.
    package internal(set) var requests: UInt64 = 0
    /// No reply in time.
    package internal(set) var timeouts: UInt64 = 0
    /// Replies that made no sense.
    package internal(set) var wrongReplies: UInt64 = 0
    /// Connections and ports that failed during a request.
    package internal(set) var lostConnections: UInt64 = 0
    /// Answers that were exceptions.
    package internal(set) var exceptions: UInt64 = 0
    /// How often it was left alone, or left alone for longer.
    package internal(set) var suspensions: UInt64 = 0
    /// How long good replies and exceptions took, by function.
    package internal(set) var latencies: [UInt8: LatencyHistogram] = [:]

    /// Nothing happened.
    package init() {}
}
