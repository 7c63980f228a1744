/// Which transfer each step of a sale makes. The one place that says so; `docs/generated/postings.md` is printed from
/// it.
package enum PostingTable {
    /// How a transfer moves money.
    package enum Kind: Hashable, Sendable {
        /// At once.
        case posted
        /// Set aside until another step posts or voids it.
        case pending
        /// Makes the pending transfer of that step final.
        case post(SaleStep)
        /// Undoes the pending transfer of that step.
        case void(SaleStep)
    }

    /// One row: which accounts, and how.
    package struct Row: Hashable, Sendable {
        /// The account debited; for `post` and `void` that of the pending transfer.
        package let debit: AccountRole
        /// The account credited.
        package let credit: AccountRole
        /// How.
        package let kind: Kind
    }

    /// The row of a step.
    package static func row(_ step: SaleStep) -> Row {
        switch step {
        case .holdPlaced: Row(debit: .rail, credit: .order, kind: .pending)
        case .holdCaptured: Row(debit: .rail, credit: .order, kind: .post(.holdPlaced))
        case .holdReleased: Row(debit: .rail, credit: .order, kind: .void(.holdPlaced))
        case .paymentReceived: Row(debit: .rail, credit: .order, kind: .posted)
        case .paymentReversed: Row(debit: .order, credit: .rail, kind: .posted)
        case .dispatched: Row(debit: .order, credit: .sales, kind: .pending)
        case .delivered: Row(debit: .order, credit: .sales, kind: .post(.dispatched))
        case .dispatchVoided: Row(debit: .order, credit: .sales, kind: .void(.dispatched))
        case .undelivered, .expiredUnderpaid, .latePayment: Row(debit: .order, credit: .refundDue, kind: .posted)
        case .overpaid: Row(debit: .order, credit: .credit, kind: .posted)
        case .refundPaid, .refundCancelled: Row(debit: .refundDue, credit: .rail, kind: .posted)
        case .refundCredited: Row(debit: .refundDue, credit: .credit, kind: .posted)
        case .reorgLoss: Row(debit: .loss, credit: .rail, kind: .posted)
        case .lossRecovered: Row(debit: .order, credit: .loss, kind: .posted)
        case .holdSuspended: Row(debit: .suspense, credit: .order, kind: .pending)
        case .suspenseCharged: Row(debit: .suspense, credit: .order, kind: .post(.holdSuspended))
        case .suspenseReleased: Row(debit: .suspense, credit: .order, kind: .void(.holdSuspended))
        case .suspenseRecovered: Row(debit: .order, credit: .suspense, kind: .posted)
        case .suspenseWrittenOff: Row(debit: .loss, credit: .suspense, kind: .posted)
        case .roundingCollected: Row(debit: .rail, credit: .rounding, kind: .posted)
        case .unclaimedReceived: Row(debit: .rail, credit: .unclaimed, kind: .posted)
        case .unclaimedReversed, .unclaimedRefunded: Row(debit: .unclaimed, credit: .rail, kind: .posted)
        case .unclaimedSold: Row(debit: .unclaimed, credit: .sales, kind: .posted)
        }
    }

    /// The text that the id of a step's transfer derives from. Equal texts mean the same transfer: booking a step again
    /// is answered `exists`. The free part, the rail's reference, comes last, so no two subjects share a text.
    package static func idText(
        _ step: SaleStep,
        _ subject: SalePosting.Subject,
        sale: String,
        command: String
    ) -> String {
        switch subject {
        case .command: "command/\(command)/\(step.rawValue)"
        case .payment(let reference, let cycle): "sale/\(sale)/\(step.rawValue)/payment/\(cycle)/\(reference)"
        case .number(let number): "sale/\(sale)/\(step.rawValue)/number/\(number)"
        }
    }
}
