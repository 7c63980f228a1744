import Doctor

/// What the running agent says of itself on its local socket.
struct AgentScrape: Sendable, Equatable {
    /// Whether it has a session with the coordinator.
    let isConnected: Bool
    /// What waits.
    let queue: QueueFacts
    /// How far this clock is ahead of the coordinator's, from the newest session.
    let clockOffset: ClockFacts.Offset?

    /// A session's time is as old as its answer was on its way.
    private static let clockUncertaintyMilliseconds: Int64 = 1_000

    /// Reads the text of the metrics; nil when it is none of this agent's.
    init?(_ text: String) {
        var values: [Substring: Double] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ")
            if parts.count == 2, let value = Double(parts[1]) { values[parts[0]] = value }
        }
        func value(_ metric: AgentMetric) -> Int64? {
            // A number that is none of ours must not end the program.
            values[metric.rawValue[...]].flatMap { Int64(exactly: $0.rounded()) }
        }
        guard let connected = value(.connected), let depth = value(.outboxDepth) else { return nil }
        isConnected = connected == 1
        let age = values[AgentMetric.outboxOldestAge.rawValue[...]] ?? 0
        queue = QueueFacts(
            source: .agent,
            waiting: depth,
            bytes: value(.outboxBytes) ?? 0,
            oldestMilliseconds: depth > 0 ? Int64(exactly: (age * 1_000).rounded()) : nil,
            deadLetters: value(.deadLetters) ?? 0,
            openIntents: value(.commandsUncertain) ?? 0,
            reserveBytes: value(.diskReserve) ?? 0
        )
        clockOffset = values[AgentMetric.clockOffset.rawValue[...]].flatMap { Int64(exactly: ($0 * 1_000).rounded()) }
            .map {
                ClockFacts.Offset(
                    source: .coordinator,
                    milliseconds: -$0,
                    uncertaintyMilliseconds: Self.clockUncertaintyMilliseconds
                )
            }
    }

    /// Asks the agent at its local socket; nil when nobody answers. Blocks.
    static func read(_ path: String) -> AgentScrape? {
        guard let answer = try? LocalClient.request("GET", "/metrics", socket: path), answer.status == 200 else {
            return nil
        }
        return AgentScrape(String(decoding: answer.body, as: UTF8.self))
    }
}
