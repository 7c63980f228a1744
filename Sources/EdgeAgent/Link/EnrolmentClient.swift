import Faults
import Journal
import NIOCore
import NIOHTTP1
import Protocol

/// Asks to be enrolled and stores what the answer says. The journal takes on its incarnation in the same transaction
/// that keeps the keyset and the first ratchet.
struct EnrolmentClient: Sendable {
    let keys: AgentKeys
    let anchor: Anchor
    let journal: Journal
    let group: any EventLoopGroup

    /// Asks once at `endpoint`.
    /// - Returns: how the enrolment stands.
    func ask(_ endpoint: Endpoint) async throws -> EnrolmentStatus {
        let exchange = EnrolmentExchange(keys: keys, anchor: anchor)
        let nonce = Hex.encode(Fingerprint.randomBytes(16))
        let (incarnation, operational) = try await journal.read { [keys] store in
            (try store.identity().incarnation, try keys.ring.keys(store))
        }
        let recorded = RecordedPin()
        let reply = try await HTTPConnection.with(endpoint, verification: .recorded(recorded), group: group) {
            connection in
            let first = try await connection.request(.POST, "/v1/agent/enrol")
            guard first.status == 401 else { throw RefusedByCoordinator(first) }
            let request = try exchange.request(
                challenge: try StrictJSON.decode(SessionChallenge.self, from: first.body),
                nonce: nonce,
                seconds: SystemClock.wallMilliseconds / 1_000,
                incarnation: incarnation,
                operational: operational
            )
            return try await connection.request(.POST, "/v1/agent/enrol", body: Array(request.utf8))
        }
        guard reply.status == 200 else { throw RefusedByCoordinator(reply) }
        let outcome = try exchange.believe(reply.body, nonce: nonce, pin: recorded.value)
        FaultPoint.reach(AgentStep.enrolmentAnswered)
        guard outcome.answer.status == .allowed else { return outcome.answer.status }
        try await journal.transact { try outcome.keep(in: $0) }
        FaultPoint.reach(AgentStep.enrolmentStored)
        return .allowed
    }
}
