import Coordinator
import TestSupport
import Testing

@Suite("PaymentMatcher")
struct PaymentMatcherTests {
    private static let policy = ConfirmationPolicy(thresholds: [], beyond: 2)

    @Test func sumsSeveralPayments() {
        var matcher = PaymentMatcher()
        #expect(matcher.fold(sighting("A", 5, .confirmed, 2, 1)) == .new)
        #expect(matcher.fold(sighting("B", 3, .pending, 0, 2)) == .new)
        #expect(matcher.fold(sighting("C", 2, .held, 0, 3)) == .new)
        #expect(matcher.fold(sighting("D", 9, .replaced, 0, 4)) == .new)
        #expect(matcher.fold(sighting("E", 1, .confirmed, 1, 5)) == .new)
        let totals = matcher.totals(policy: Self.policy, orderMinor: 10)
        #expect(totals.finalMinor == 5)
        #expect(totals.heldMinor == 2)
        #expect(totals.unconfirmedMinor == 4)
        #expect(totals.securedMinor == 7)
        #expect(totals.seenMinor == 11)
    }

    @Test func leavesLatePaymentsOut() {
        var matcher = PaymentMatcher()
        #expect(matcher.fold(sighting("A", 5, .confirmed, 2, 1), late: true) == .new)
        #expect(matcher.totals(policy: Self.policy, orderMinor: 10) == PaymentMatcher.Totals())
    }

    @Test func refusesWhatCanNotBeTrue() {
        var matcher = PaymentMatcher()
        #expect(matcher.fold(sighting("A", 5, .pending, 0, 1)) == .new)
        let before = matcher
        #expect(matcher.fold(sighting("A", 6, .pending, 0, 2)) == .amountChanged)
        #expect(matcher.fold(sighting("B", 0, .pending, 0, 2)) == .badAmount)
        #expect(matcher.fold(sighting("B", -1, .pending, 0, 2)) == .badAmount)
        #expect(matcher.fold(sighting("B", PaymentMatcher.maximumAmountMinor + 1, .pending, 0, 2)) == .badAmount)
        #expect(matcher == before)
        #expect(matcher.fold(sighting("B", PaymentMatcher.maximumAmountMinor, .pending, 0, 2)) == .new)
    }

    @Test func theLargestSumFits() {
        var matcher = PaymentMatcher()
        for number in 1...PaymentMatcher.maximumPayments {
            let fold = matcher.fold(
                sighting("P\(number)", PaymentMatcher.maximumAmountMinor, .pending, 0, Int64(number))
            )
            #expect(fold == .new)
        }
        #expect(matcher.fold(sighting("one more", 1, .pending, 0, 9_999)) == .tooMany)
        let totals = matcher.totals(policy: Self.policy, orderMinor: 10)
        #expect(totals.seenMinor == PaymentMatcher.maximumAmountMinor * Int64(PaymentMatcher.maximumPayments))
    }

    @Test func anyOrderAndAnyRepetitionGivesTheSame() throws {
        try forAll { generator in
            var truth: [PaymentSighting] = []
            for reference in ["A", "B", "C"] {
                let amount = Int64.random(in: 1...9, using: &generator)
                for sequence in 1...Int64.random(in: 1...5, using: &generator) {
                    let state = PaymentSighting.State.allCases.randomElement(using: &generator) ?? .pending
                    truth.append(sighting(reference, amount, state, sequence % 3, sequence))
                }
            }
            var inOrder = PaymentMatcher()
            for sighting in truth { _ = inOrder.fold(sighting) }
            var shuffled = PaymentMatcher()
            for sighting in (truth + truth).shuffled(using: &generator) { _ = shuffled.fold(sighting) }
            try #require(shuffled == inOrder)
        }
    }

    private func sighting(
        _ reference: String,
        _ amountMinor: Int64,
        _ state: PaymentSighting.State,
        _ confirmations: Int64,
        _ sequence: Int64
    ) -> PaymentSighting {
        PaymentSighting(
            reference: reference,
            amountMinor: amountMinor,
            state: state,
            confirmations: confirmations,
            sequence: sequence,
            seenAt: 0
        )
    }
}
