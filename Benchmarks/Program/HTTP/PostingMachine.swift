import Foundation
import NIOHTTP1
import Protocol
import Synchronization

/// A machine that only posts receipts: it enrols, opens a session, and posts what it signed before, one at a time.
final class PostingMachine: Sendable {
    private struct State {
        var next = 0
        var receipts: [String] = []
    }

    private let api: API
    private let token: String
    private let id: MachineID
    private let key: SigningKey
    private let deployment: String
    private let incarnation: Int64
    private let state = Mutex(State())

    private init(api: API, token: String, id: MachineID, key: SigningKey, deployment: String, incarnation: Int64) {
        self.api = api
        self.token = token
        self.id = id
        self.key = key
        self.deployment = deployment
        self.incarnation = incarnation
    }

    /// Enrols a machine with a one-time secret and opens its session.
    static func enrol(_ name: String, at api: API) async throws -> PostingMachine {
        let made = try await api.must(.POST, "/v1/machines/secrets", #"{"name":"\#(name)"}"#)["secret"] as? String
        let secret = try EnrolmentSecret(text: made ?? "")
        let (identity, operational) = (SigningKey(), SigningKey())
        let id = try MachineID(name: name, identity: identity.verifyingKey)
        let nonce = Hex.encode(Fingerprint.randomBytes(16))
        let request = EnrolmentRequest(
            iss: id,
            identity: identity.verifyingKey,
            keys: MachineKeys(current: operational.verifyingKey),
            iat: Int64(Date().timeIntervalSince1970),
            challenge: try await challenge("/v1/agent/enrol", at: api),
            nonce: nonce,
            secretID: secret.id,
            secretProof: secret.proof(for: id)
        )
        let asked = try Envelope.sign(request, as: .enrolment, with: identity).compact
        let reply = try StrictJSON.decode(
            EnrolmentReply.self,
            from: try await api.must(.POST, "/v1/agent/enrol", asked).body
        )
        let keyset = try Keyset.verify(reply.keyset, root: reply.root)
        let answered = try Envelope.parse(reply.answer, as: .enrolled)
        let answer = try answered.verified(by: keyset.key(answered.keyID, for: .command)).claims(EnrolmentAnswer.self)
        guard let incarnation = answer.inc, let ratchet = answer.ratchet else {
            throw BenchmarkError("machine \(name) was not enrolled: \(answer.status)")
        }
        let opening = SessionRequest(
            iss: id,
            aud: answer.iss,
            nonce: try await challenge("/v1/agent/session", at: api),
            agentNonce: nonce,
            inc: incarnation,
            lastCounter: 0,
            nextSequence: 1,
            profile: "",
            ratchet: ratchet,
            keysetVersion: 1,
            boot: "bench",
            program: "bench"
        )
        let signed = try Envelope.sign(opening, as: .session, with: operational).compact
        let granted = try await api.must(.POST, "/v1/agent/session", signed)
        let envelope = try Envelope.parse(String(decoding: granted.body, as: UTF8.self), as: .grant)
        let grant = try envelope.verified(by: keyset.key(envelope.keyID, for: .command)).claims(SessionGrant.self)
        return PostingMachine(
            api: api,
            token: grant.token,
            id: id,
            key: operational,
            deployment: answer.iss,
            incarnation: incarnation
        )
    }

    private static func challenge(_ path: String, at api: API) async throws -> String {
        try StrictJSON.decode(SessionChallenge.self, from: try await api.ask(.POST, path).body).nonce
    }

    /// Signs the next receipts and makes their posts.
    func sign(_ count: Int) throws {
        let digest = Fingerprint.sha256([1])
        for _ in 0..<count {
            let sequence = Int64(state.withLock { $0.receipts.count }) + 1
            let receipt = Receipt(
                iss: id,
                aud: deployment,
                jti: Identifier.make(milliseconds: sequence, random: Fingerprint.randomBytes(10)),
                iat: 1_800_000_000,
                inc: incarnation,
                seq: sequence,
                re: nil,
                boot: "bench",
                traceparent: TraceParent.make(trace: Fingerprint.randomBytes(16), span: Fingerprint.randomBytes(8)),
                body: .refused(
                    ReceiptBody.Refusal(code: .badSignature, detail: "a forged command", envelope: digest)
                )
            )
            let compact = try Envelope.sign(receipt, as: .receipt, with: key).compact
            let post = ReceiptsPost(
                inc: incarnation,
                counter: 0,
                items: [ReceiptsPost.Item(seq: sequence, receipt: compact)]
            )
            let body = String(decoding: try StrictJSON.encode(post), as: UTF8.self)
            state.withLock { $0.receipts.append(body) }
        }
    }

    /// Posts the next receipt; answered after the coordinator's commit.
    func post() async throws {
        let (number, body) = try state.withLock { state in
            if state.next == state.receipts.count { throw BenchmarkError("too few receipts were signed") }
            defer { state.next += 1 }
            return (state.next + 1, state.receipts[state.next])
        }
        let answer = try await api.ask(.POST, "/v1/agent/receipts", body, token: token)
        let reply = try StrictJSON.decode(ReceiptsReply.self, from: answer.body)
        guard answer.status == 200, reply.through == Int64(number), reply.rejected.isEmpty else {
            throw BenchmarkError("receipt \(number) was not taken: \(String(decoding: answer.body, as: UTF8.self))")
        }
    }
}
