/// The operators' queues, as `GET /v1/sales?queue=` names them.
package enum SaleQueue: String, CaseIterable, Sendable {
    /// Nobody knows whether the goods were delivered, or the hold ended before anybody knew.
    case inDoubt
    /// Money is owed to customers.
    case refundsDue
    /// Money is missing.
    case moneyMissing
    /// Anything that waits for a person.
    case all

    /// The reasons that put a sale here.
    var reasons: [QueueReason] {
        switch self {
        case .inDoubt: [.inDoubt, .noReceipt, .machineLost, .customerReleased]
        case .refundsDue: [.refundDue]
        case .moneyMissing: [.deliveredUnpaid, .paymentReversed]
        case .all: QueueReason.allCases
        }
    }
}
