import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What a witness answered.
package enum WitnessAnswer: Sendable, Equatable {
    /// It signed; the lines that it gave.
    case signed([String])
    /// It signed another size last.
    case otherSize(UInt64)
    /// It refused, or could not be reached.
    case refused(String)
}

/// Asks witnesses. A test gives another one.
package protocol WitnessPoster: Sendable {
    /// Sends a body to `add-checkpoint` of a witness.
    func post(_ body: String, to url: String) async -> WitnessAnswer
}

/// Asks witnesses over HTTP.
package struct HTTPWitnessPoster: WitnessPoster {
    /// How long a witness may take, in seconds: the log does not wait for it, but its next request does.
    private static let timeoutSeconds: Int64 = 5
    private static let answerBytes = 65_536

    /// Makes a poster.
    package init() {}

    package func post(_ body: String, to url: String) async -> WitnessAnswer {
        var request = HTTPClientRequest(url: "\(url)/add-checkpoint")
        request.method = .POST
        request.body = .bytes(ByteBuffer(string: body))
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(Self.timeoutSeconds))
            let text = String(buffer: try await response.body.collect(upTo: Self.answerBytes))
            switch response.status.code {
            case 200: return .signed(text.split(separator: "\n").map(String.init))
            case 409:
                guard let size = UInt64(text.prefix { $0 != "\n" }) else { break }
                return .otherSize(size)
            default: break
            }
            return .refused("it answered \(response.status.code)")
        } catch {
            return .refused("\(error)")
        }
    }
}
