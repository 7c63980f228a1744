import Doctor
import Glibc

/// What the running agent says of itself on its metrics socket.
struct AgentScrape: Sendable, Equatable {
    /// Whether it has a session with the coordinator.
    let isConnected: Bool
    /// What waits.
    let queue: QueueFacts
    /// How far this clock is ahead of the coordinator's, from the newest session.
    let clockOffset: ClockFacts.Offset?

    private static let mostBytes = 1 << 20
    private static let patienceSeconds = 5
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

    /// Asks the agent at a Unix socket; nil when nobody answers. Blocks.
    static func read(_ path: String) -> AgentScrape? {
        let bytes = Array(path.utf8)
        var address = sockaddr_un()
        guard !bytes.isEmpty, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { return nil }
        let request = Array("GET /metrics HTTP/1.1\r\nHost: agent\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return nil }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while answer.count < mostBytes {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            answer += chunk[..<count]
        }
        return AgentScrape(String(decoding: answer, as: UTF8.self))
    }
}
