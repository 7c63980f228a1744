import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Passport
import Protocol
import Testing
import TileStore

@testable import Coordinator

/// A log and its witnesses, each behind a server on loopback and asked as witnesses are.
struct WitnessSite {
    let log: LogShop
    let twins: [WitnessTwin]
    let witnesses: [LogConfiguration.Witness]
    let asker: LogWitnesses

    /// Opens a log with ten leaves that are published.
    static func run(
        _ count: Int = 1,
        timeoutMilliseconds: Int64 = 20_000,
        _ body: @Sendable @escaping (WitnessSite) async throws -> Void
    ) async throws {
        let unknown = try NoteKey(name: "unknown", kind: .log, key: SigningKey().verifyingKey)
        let twins = try (0..<count).map { try WitnessTwin("witness\($0).example", log: unknown) }
        let app = Application(router: router(twins), server: .connections)
        try await app.test(.live) { client in
            let port = try #require(client.port)
            let log = try await LogShop()
            try await log.append(0..<10, .event)
            try await log.sequencer.settle()
            for twin in twins { twin.know(log.key) }
            let site = WitnessSite(
                log: log,
                twins: twins,
                witnesses: twins.enumerated().map { place, twin in
                    LogConfiguration.Witness(url: "http://127.0.0.1:\(port)/\(place)", key: twin.signer.verifier)
                },
                asker: LogWitnesses(
                    log.shop.coordinator.log,
                    poster: HTTPWitnessPoster(timeoutMilliseconds: timeoutMilliseconds)
                )
            )
            try await body(site)
            await log.shop.close()
        }
    }

    private static func router(_ twins: [WitnessTwin]) -> Router<BasicRequestContext> {
        let router = Router()
        for (place, twin) in twins.enumerated() {
            router.post("/\(place)/add-checkpoint") { request, _ in
                let body = try await request.body.collect(upTo: 1 << 20)
                return try await response(of: twin, to: String(buffer: body))
            }
        }
        return router
    }

    private static func response(of twin: WitnessTwin, to body: String) async throws -> Response {
        switch twin.manner {
        case .down: throw HTTPError(.serviceUnavailable)
        case .slow:
            // It signs in the end, when nobody waits any more.
            for _ in 0..<600 {
                guard case .slow = twin.manner else { break }
                try await Task.sleep(for: .milliseconds(50))
            }
        case .dripping:
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    while true {
                        try await writer.write(ByteBuffer(string: "."))
                        try await Task.sleep(for: .milliseconds(50))
                    }
                }
            )
        case .endless:
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    while true { try await writer.write(ByteBuffer(repeating: 0x41, count: 65_536)) }
                }
            )
        default: break
        }
        let reply = twin.reply(to: body)
        return Response(
            status: HTTPResponse.Status(code: reply.status),
            headers: [.contentType: reply.type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: reply.text))
        )
    }

    /// Enters some leaves, and publishes them; witnesses or not, the log has to grow.
    func grow(_ count: Int = 3) async throws {
        let before = try log.published()?.size ?? 0
        try await log.append(0..<count, .event)
        try await log.sequencer.settle()
        #expect(try log.published()?.size == before + UInt64(count))
    }

    /// The published checkpoint, if enough witnesses cosigned it.
    func cosigned(quorum: Int) async throws -> Checkpoint {
        try await log.sequencer.settle()
        let policy = try LogPolicy(log: log.key, witnesses: witnesses.map(\.key), quorum: quorum)
        return try policy.checkpoint(of: #require(try log.files.checkpoint()))
    }

    /// Why the first witness does not sign.
    func refusal() async throws -> WitnessRefusal? {
        do {
            try await asker.ask(witnesses[0])
            return nil
        } catch let error as WitnessRefusal {
            return error
        }
    }

    /// The cosignatures that are kept of the published checkpoint.
    func kept() async throws -> [String] {
        let size = try log.published()?.size ?? 0
        return try await log.runtime.view { try Cosignatures.lines(size: size, in: $0) }
    }

    /// The texts of the open alarms about witnesses.
    func alarms() async throws -> [String] {
        try await log.runtime.view { try AlarmBook.list(openOnly: true, limit: 100, in: $0) }
            .filter { $0.code == AlarmCode.witnessSilent.rawValue }.map(\.text)
    }
}
