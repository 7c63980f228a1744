import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks witnesses over HTTP (C2SP tlog-witness: add-checkpoint).
package struct HTTPWitnessPoster: WitnessPoster {
    let timeoutMilliseconds: Int64

    private static let answerBytes = 65_536
    /// The type of a size that was signed last.
    private static let sizeType = "text/x.tlog.size"
    private static let giveTheKey = "give its operator the log's key, the line in log.pub of the state folder"

    /// Makes a poster.
    /// - Parameter timeoutMilliseconds: how long a witness may take for its whole answer. The log does not wait for it,
    ///   but its next request does.
    package init(timeoutMilliseconds: Int64 = 5_000) { self.timeoutMilliseconds = timeoutMilliseconds }

    package func post(_ body: String, to url: String) async -> WitnessAnswer {
        // Requests are far apart, so no connection is kept, and one that is refused is told at once.
        var http = HTTPClient.Configuration()
        http.redirectConfiguration = .disallow
        http.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: http)
        let answer = await answer(to: body, url, client)
        try? await client.shutdown()
        return answer
    }

    private func answer(to body: String, _ url: String, _ client: HTTPClient) async -> WitnessAnswer {
        let late = WitnessAnswer.silent("it did not answer within \(timeoutMilliseconds) ms")
        do {
            return try await withThrowingTaskGroup(of: WitnessAnswer.self) { group in
                group.addTask { try await ask(body, url, client) }
                // The only limit: the client's own ends with the first line of an answer.
                group.addTask {
                    try await Task.sleep(for: .milliseconds(timeoutMilliseconds))
                    return late
                }
                defer { group.cancelAll() }
                return try await group.next() ?? late
            }
        } catch is NIOTooManyBytesError {
            return .refused("its answer is longer than \(Self.answerBytes) bytes; is the address right?")
        } catch {
            return .silent("it can't be reached: \(error)")
        }
    }

    private func ask(_ body: String, _ url: String, _ client: HTTPClient) async throws -> WitnessAnswer {
        var request = HTTPClientRequest(url: "\(url)/add-checkpoint")
        request.method = .POST
        request.body = .bytes(ByteBuffer(string: body))
        let response = try await client.execute(request, deadline: .distantFuture)
        let text = String(buffer: try await response.body.collect(upTo: Self.answerBytes))
        return Self.answer(
            status: response.status.code,
            type: response.headers.first(name: "content-type") ?? "",
            text: text
        )
    }

    /// What an answer means.
    static func answer(status: UInt, type: String, text: String) -> WitnessAnswer {
        switch status {
        case 200: .signed(text.split(separator: "\n").map(String.init))
        case 403: .refused("it knows another key of this log; \(giveTheKey)")
        case 404: .refused("it does not know this log, or the address is wrong; \(giveTheKey)")
        case 409:
            // A proxy says 409 too, and a number of its making would be an alarm.
            if type.prefix(while: { $0 != ";" }) == sizeType, let size = UInt64(text.dropLast()),
                text == "\(size)\n"
            {
                .otherSize(size)
            } else {
                .refused("it answered 409 without the size that it signed")
            }
        case 422: .refused(other)
        case 408, 425, 429, 500...: .silent("it answered \(status)")
        default: .refused("it answered \(status); is the address its submission prefix?")
        }
    }

    /// What a witness says of a log that does not go on from the one that it signed.
    static let other =
        "it signed another log of this name, which this one does not go on from. Either somebody else has the log's "
        + "key, or leaves that were published are gone or changed here. Keep the files of the log, and compare them "
        + "with its mirrors before anybody relies on it"
}
