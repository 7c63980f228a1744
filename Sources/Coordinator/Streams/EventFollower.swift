import Database
import NIOCore
import Protocol
import ServiceLifecycle
import Signals

/// Follows the event log for one reader: everything after a cursor, then whatever is appended, with heartbeats while
/// there is nothing. It holds one page at most.
actor EventFollower {
    /// How the events are written.
    enum Format: Sendable {
        /// Server-sent events (html.spec.whatwg.org, section 9.2); the id of each is its cursor.
        case serverSentEvents
        /// One JSON object on each line.
        case lines

        /// The media type.
        var type: String {
            switch self {
            case .serverSentEvents: "text/event-stream"
            case .lines: "application/x-ndjson"
            }
        }
    }

    private let runtime: Runtime
    private let filter: EventFilter
    private let format: Format
    private let end: ContinuousClock.Instant
    private let heartbeatSeconds: Double
    private var position: Int64
    private var isFirst = true

    private static let pageRows = 100

    /// - Parameters:
    ///   - position: where the reader is.
    ///   - lifeSeconds: the stream ends after this, so that a revoked token does not read on for ever.
    init(
        runtime: Runtime,
        filter: EventFilter,
        format: Format,
        after position: Int64,
        lifeSeconds: Int64 = HTTPLimits.eventStreamSeconds,
        heartbeatSeconds: Double = 15
    ) {
        self.runtime = runtime
        self.filter = filter
        self.format = format
        self.position = position
        self.heartbeatSeconds = heartbeatSeconds
        end = ContinuousClock.now + .seconds(lifeSeconds)
    }

    /// The next part of the stream, waiting for one; nil at its end.
    func next() async throws -> ByteBuffer? {
        if isFirst {
            isFirst = false
            // So that the reader knows at once that it is connected.
            return heartbeat()
        }
        let beat = ContinuousClock.now + .seconds(heartbeatSeconds)
        while !Task.isCancelled, !Task.isShuttingDownGracefully, ContinuousClock.now < end {
            let generation = runtime.events.generation
            let (after, filter) = (position, filter)
            let page = try await runtime.view {
                try EventLog.page(after: after, limit: Self.pageRows, filter: filter, in: $0)
            }
            position = page.position
            if !page.events.isEmpty { return ByteBuffer(string: try page.events.map(text).joined()) }
            let left = min(beat, end) - ContinuousClock.now
            guard left > .zero else { return heartbeat() }
            await runtime.events.waitOrStop(after: generation, timeoutSeconds: left / .seconds(1))
        }
        return nil
    }

    private func text(_ event: EventLog.Event) throws -> String {
        switch format {
        case .serverSentEvents: "id: \(event.cursor)\ndata: \(try event.json)\n\n"
        case .lines: "\(try event.json)\n"
        }
    }

    /// Says how far the log was looked through, so that a reader of few events need not look through it again.
    private func heartbeat() -> ByteBuffer {
        let cursor = EventCursor.encode(position)
        return switch format {
        case .serverSentEvents: ByteBuffer(string: "id: \(cursor)\n: heartbeat\n\n")
        case .lines: ByteBuffer(string: #"{"heartbeat":\#(runtime.clock().milliseconds),"cursor":"\#(cursor)"}"# + "\n")
        }
    }
}
