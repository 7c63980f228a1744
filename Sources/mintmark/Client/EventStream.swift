import Foundation

/// Follows the event log, over breaks of the connection.
struct EventStream {
    let client: APIClient
    let query: EventQuery

    /// Where the newest event ends; the API's own word.
    static let latest = "latest"

    /// A line of the stream: an event, or a heartbeat that says how far the log was looked through.
    private struct Head: Decodable {
        let heartbeat: Int64?
        let cursor: String
    }

    private static let longestPauseSeconds = 10

    /// Gives every event after a cursor, and those to come, until `take` returns false or the task is cancelled.
    /// - Parameters:
    ///   - start: nil for the beginning of the log.
    ///   - take: the event, and its line as it came.
    ///   - trouble: told when the connection broke and is made again.
    /// - Throws: `CommandError` when the coordinator refuses, or can't be reached to begin with.
    func follow(
        after start: String?,
        trouble: (String) -> Void,
        _ take: (Answers.Event, [UInt8]) async throws -> Bool
    ) async throws {
        var cursor = start
        var isConnected = false
        var pause = 1
        while !Task.isCancelled {
            do {
                var isOver = false
                var splitter = LineSplitter()
                try await client.stream(.get, query.path(after: cursor), accept: "application/x-ndjson") { bytes in
                    for line in try splitter.lines(adding: bytes) where !line.isEmpty {
                        let head = try Self.decode(Head.self, line)
                        isConnected = true
                        pause = 1
                        if head.heartbeat == nil, try await !take(Self.decode(Answers.Event.self, line), line) {
                            isOver = true
                            return false
                        }
                        cursor = head.cursor
                    }
                    return true
                }
                if isOver { return }
            } catch let error as CommandError where isConnected && [.unavailable, .notNow].contains(error.status) {
                trouble("\(error.message) Trying again in \(pause) s.")
                try await Task.sleep(for: .seconds(pause))
                pause = min(pause * 2, Self.longestPauseSeconds)
            }
        }
        throw CancellationError()
    }

    private static func decode<Line: Decodable>(_ type: Line.Type, _ bytes: [UInt8]) throws -> Line {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw CommandError(
                "A line of the coordinator's events is not understood; use the programs of one release.",
                cause: "\(error)",
                status: .protocolBroken
            )
        }
    }
}
