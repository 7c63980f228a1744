import Protocol

@testable import Coordinator

/// A machine as the coordinator meets it: its real keys, and what its journal would hold.
struct RecordedMachine {
    let identity = SigningKey()
    let operational = SigningKey()
    let id: MachineID
    var incarnation: Int64 = 0
    var ratchet = ""
    var lastCounter: Int64 = 0
    var nextSequence: Int64 = 1

    static let nonce = String(repeating: "ab", count: 16)

    init(_ name: String = "snack-1") throws {
        id = try MachineID(name: name, identity: identity.verifyingKey)
    }

    func enrolment(_ challenge: String, _ secret: EnrolmentSecret? = nil, proof: String? = nil) throws -> String {
        let request = EnrolmentRequest(
            iss: id,
            identity: identity.verifyingKey,
            keys: MachineKeys(current: operational.verifyingKey),
            iat: 1,
            challenge: challenge,
            nonce: Self.nonce,
            secretID: secret?.id,
            secretProof: proof ?? secret?.proof(for: id)
        )
        return try Envelope.sign(request, as: .enrolment, with: identity).compact
    }

    /// Stores an answer as the agent does.
    mutating func adopt(_ answer: EnrolmentAnswer) {
        guard let incarnation = answer.inc, let ratchet = answer.ratchet, let through = answer.through else { return }
        if incarnation != self.incarnation {
            self.incarnation = incarnation
            lastCounter = 0
            nextSequence = max(nextSequence, through + 1)
        }
        self.ratchet = ratchet
    }

    func session(
        _ challenge: String,
        deployment: String,
        profile: String = "",
        key: SigningKey? = nil,
        change: (inout SessionRequest) -> Void = { _ in }
    ) throws -> String {
        var request = SessionRequest(
            iss: id,
            aud: deployment,
            nonce: challenge,
            agentNonce: Self.nonce,
            inc: incarnation,
            lastCounter: lastCounter,
            nextSequence: nextSequence,
            profile: profile,
            ratchet: ratchet,
            keysetVersion: 1,
            boot: "boot-1",
            program: "test"
        )
        change(&request)
        return try Envelope.sign(request, as: .session, with: key ?? operational).compact
    }

    /// A signed receipt under the given sequence; the journal's own count is not touched.
    func receipt(
        _ sequence: Int64,
        answering command: String?,
        _ body: ReceiptBody,
        deployment: String,
        key: SigningKey? = nil,
        change: (inout Receipt) -> Void = { _ in }
    ) throws -> ReceiptsPost.Item {
        var receipt = Receipt(
            iss: id,
            aud: deployment,
            jti: Identifier.make(milliseconds: sequence, random: [UInt8](repeating: UInt8(sequence & 255), count: 10)),
            iat: 1,
            inc: incarnation,
            seq: sequence,
            re: command,
            boot: "boot-1",
            traceparent: TraceParent.make(
                trace: [UInt8](repeating: 1, count: 16),
                span: [UInt8](repeating: 2, count: 8)
            ),
            body: body
        )
        change(&receipt)
        let envelope = try Envelope.sign(receipt, as: .receipt, with: key ?? operational)
        return ReceiptsPost.Item(seq: sequence, receipt: envelope.compact)
    }
}
