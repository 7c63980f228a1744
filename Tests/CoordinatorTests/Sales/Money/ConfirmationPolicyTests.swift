import Coordinator
import Testing

@Suite("ConfirmationPolicy")
struct ConfirmationPolicyTests {
    static let policy = ConfirmationPolicy(
        thresholds: [
            .init(upToMinor: 100_000, confirmations: 3), .init(upToMinor: 1_000, confirmations: 1),
        ],
        beyond: 6
    )

    @Test(
        "asks for more the larger the amount",
        arguments: [(1, 1), (1_000, 1), (1_001, 3), (100_000, 3), (100_001, 6), (Int64.max, 6)] as [(Int64, Int64)]
    )
    func asksForMoreTheLargerTheAmount(_ amountMinor: Int64, _ confirmations: Int64) {
        #expect(Self.policy.confirmations(forMinor: amountMinor) == confirmations)
    }

    /// order, payment, state, confirmations, standing
    static let rows: [(Int64, Int64, PaymentSighting.State, Int64, PaymentStanding)] = [
        (500, 500, .pending, 0, .unconfirmed),
        (500, 500, .pending, 9, .unconfirmed),
        (500, 500, .confirmed, 0, .unconfirmed),
        (500, 500, .confirmed, 1, .final),
        (500, 2_000, .confirmed, 1, .unconfirmed),
        (500, 2_000, .confirmed, 3, .final),
        (2_000, 500, .confirmed, 2, .unconfirmed),
        (2_000, 500, .confirmed, 3, .final),
        (500, 500, .held, 0, .held),
        (500, 500, .released, 0, .gone),
        (500, 500, .replaced, 0, .gone),
        (500, 500, .removed, 5, .gone),
    ]

    @Test("the larger of order and payment decides", arguments: rows)
    func theLargerOfOrderAndPaymentDecides(
        _ order: Int64,
        _ amount: Int64,
        _ state: PaymentSighting.State,
        _ confirmations: Int64,
        _ standing: PaymentStanding
    ) {
        let sighting = PaymentSighting(
            reference: "A",
            amountMinor: amount,
            state: state,
            confirmations: confirmations,
            sequence: 1,
            seenAt: 0
        )
        #expect(Self.policy.standing(of: Payment(sighting, late: false), orderMinor: order) == standing)
    }

    @Test func immediateRailsNeedNoDepthButMustSayConfirmed() {
        for state in PaymentSighting.State.allCases {
            let sighting = PaymentSighting(reference: "A", amountMinor: 1, state: state, sequence: 1, seenAt: 0)
            let standing = ConfirmationPolicy.immediate.standing(of: Payment(sighting, late: false), orderMinor: 1)
            #expect((standing == .final) == (state == .confirmed))
        }
    }
}
