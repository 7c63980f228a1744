import Protocol
import Testing

@Suite("Receipt") struct ReceiptTests {
    private func verify(
        key: SigningKey = Samples.operational,
        _ change: (inout Receipt) throws -> Void = { _ in }
    ) throws -> WireCode? {
        var receipt = try Samples.receipt()
        try change(&receipt)
        let compact = try Envelope.sign(receipt, as: .receipt, with: key).compact
        return code {
            _ = try Receipt.verify(
                compact,
                machine: try Samples.machine(),
                keys: [Samples.operational.verifyingKey],
                deployment: Samples.root.keyID
            )
        }
    }

    @Test func believesTheMachine() throws { #expect(try verify() == nil) }

    @Test func refusesAnotherKey() throws { #expect(try verify(key: SigningKey()) == .unknownKey) }

    @Test func refusesAnotherMachineOrDeployment() throws {
        let other = try MachineID(name: "other", identity: SigningKey().verifyingKey)
        #expect(try verify { $0.iss = other } == .wrongIssuer)
        #expect(try verify { $0.aud = "x" } == .wrongAudience)
    }

    @Test func refusesClaimsOutOfRange() throws {
        #expect(try verify { $0.seq = 0 } == .malformed)
        #expect(try verify { $0.inc = 0 } == .malformed)
        #expect(try verify { $0.re = "x" } == .malformed)
        #expect(try verify { $0.ver = 9 } == .unsupportedVersion)
    }

    @Test func carriesEveryBody() throws {
        let evidence = DeliveryReport.Evidence(
            firings: 1,
            motorOnMilliseconds: 900,
            homeSeen: true,
            dropMilliseconds: 700,
            missedEdges: 0,
            interlock: nil
        )
        let bodies: [ReceiptBody] = [
            .pong, .outputsSafe(ReceiptBody.OutputsSafe(stopped: "x")),
            .refused(ReceiptBody.Refusal(code: .counterReuse, detail: "d", envelope: "e")),
            .delivery(DeliveryReport(lane: "A1", sale: "s", status: .finished, evidence: evidence)),
        ]
        for body in bodies {
            let bytes = try StrictJSON.encode(Samples.receipt { $0.body = body })
            #expect(try StrictJSON.decode(Receipt.self, from: bytes).body == body)
        }
    }
}
