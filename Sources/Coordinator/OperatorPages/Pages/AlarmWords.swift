import Protocol

/// What alarms are called, and where to read more of what they are about.
enum AlarmWords {
    /// The words of a code; one without words is shown as it is.
    static func title(_ code: String) -> String {
        AlarmCode(rawValue: code).flatMap { titles[$0] } ?? code
    }

    private static let titles: [AlarmCode: String] = [
        .machineQuarantined: "Machine set aside",
        .receiptRejected: "Receipt not believed",
        .commandRefused: "Command refused",
        .laneFaulted: "Lane out of order",
        .saleInDoubt: "Delivery in doubt",
        .holdDeadline: "Hold ended",
        .paymentReversed: "Payment taken back",
        .lateReceipt: "Receipt after the decision",
        .railDown: "Payments can't be seen",
        .railRefused: "The rail refused",
        .ledgerImbalance: "The books do not balance",
        .diskFull: "The disk is full",
        .webhookFailing: "A webhook's messages don't arrive",
        .webhookDeadLetter: "A webhook's message was given up",
        .webhookDisabled: "A webhook was switched off",
        .recovering: "A recovery goes on",
        .recoveredDelivery: "Delivered without an order here",
        .unclaimedPayment: "A payment belongs to no order",
        .serialsProbed: "Somebody guesses serials",
        .receiptsMissing: "Receipts are missing",
        .runStopped: "A run needs somebody",
        .serialInDoubt: "Serials in doubt",
        .logStopped: "The log does not grow",
        .logAhead: "The log knew more than the database",
        .witnessAhead: "A witness knows a longer log",
        .updateReturned: "A machine did not keep its new release",
        .witnessSilent: "A witness does not sign",
    ]

    /// A place's lane is named `place/lane`, a machine by its id, a sale by 32 hex digits.
    static func path(_ code: String, _ subject: String) -> String? {
        if subject.contains("::") { return MachineReading.path(subject) }
        if code == AlarmCode.laneFaulted.rawValue { return PlaceReading.path(String(subject.prefix { $0 != "/" })) }
        switch AlarmCode(rawValue: code) {
        case .webhookFailing, .webhookDeadLetter, .webhookDisabled: return OperatorSection.webhooks.path
        case .recovering, .unclaimedPayment: return OperatorSection.recovery.path
        case .runStopped: return RunPageRoutes.path(subject)
        // It is about a block, or about a run that this database does not know.
        case .serialInDoubt: return OperatorSection.runs.path
        default: break
        }
        return Identifier.isValid(subject) ? SaleReading.path(subject) : nil
    }
}
