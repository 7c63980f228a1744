/// What events are called, and where to read more of what they are about.
enum EventWords {
    /// The words of an event; a kind without words is shown as it is.
    static func title(_ kind: String, _ data: [String: String]) -> String {
        if let entry = data["entry"].flatMap(SaleLogEntry.init(rawValue:)) { return title(entry) }
        return EventKind(rawValue: kind).flatMap { titles[$0] } ?? kind
    }

    static func path(_ kind: String, _ subject: String) -> String? {
        let name = PercentEncoding.encode(subject)
        if subject.contains("::") { return MachineReading.path(subject) }
        return switch kind.split(separator: ".").first {
        case "order", "quote", "sale", "refund", "rail": "/operator/sales/\(name)"
        case "run", "unit": "/operator/runs/\(name)"
        case "place", "stock", "lane": "/operator/places/\(name)"
        default: nil
        }
    }

    static func title(_ entry: SaleLogEntry) -> String {
        switch entry {
        case .quoted: "Ordered and quoted; one unit is reserved"
        case .paymentSighted: "A payment was seen"
        case .waitingForConfirmations: "The quote ended; waiting for confirmations"
        case .expired: "Ended unpaid"
        case .cancelled: "Cancelled: the machine was lost"
        case .dispatched: "The command was issued"
        case .commandAccepted: "The machine has the command"
        case .delivered: "Delivered"
        case .failed: "Not delivered"
        case .notStarted: "Never started"
        case .inDoubt: "The outcome is in doubt"
        case .customerReleased: "The customer's hold was given back"
        case .resolvedDelivered: "A person decided: delivered"
        case .resolvedNotDelivered: "A person decided: not delivered"
        case .paymentReversed: "A payment was taken back"
        case .moneyRecovered: "Missing money came after all"
        case .refundPaid: "A refund was paid"
        case .refundCredited: "What was owed became credit"
        case .writtenOff: "Written off"
        }
    }

    private static let titles: [EventKind: String] = [
        .machineEnrolled: "A machine asked to be let in",
        .machineAllowed: "The machine was allowed",
        .machineQuarantined: "The machine was set aside",
        .machineProfile: "The machine got a profile",
        .profileSigned: "A profile was signed",
        .machineConnected: "The machine connected",
        .sessionRefused: "A machine's session was refused",
        .secretIssued: "A one-time secret was made",
        .commandQueued: "A command was queued",
        .commandReceived: "The machine has a command",
        .commandRefused: "The machine refused a command",
        .receiptStored: "A receipt was stored",
        .receiptRejected: "A receipt was not believed",
        .placeCreated: "The place was made",
        .placeChanged: "The place was changed",
        .stockChanged: "The stock was counted",
        .laneChanged: "A lane was changed",
        .orderCreated: "Ordered",
        .orderRefused: "An order was refused",
        .quoteSigned: "The quote was signed",
        .sightingSeen: "A payment was seen",
        .sightingUnknown: "A payment belongs to no order",
        .saleChanged: "The sale changed",
        .saleDispatched: "The command was issued",
        .saleResolved: "A person decided",
        .refundPaid: "A refund was booked",
        .railCaptured: "The payment was captured",
        .railReleased: "The payment was given back",
        .alarmRaised: "An alarm was raised",
        .alarmAcknowledged: "An alarm was acknowledged",
        .productChanged: "A product was made or changed",
        .blockGranted: "A machine was granted serials",
        .blockReleased: "A machine was asked for serials back",
        .blockClosed: "A block of serials was closed",
        .runCreated: "A run was ordered",
        .runChanged: "A run stands differently",
        .unitStamped: "A serial reached its end at the line",
        .passportChanged: "A passport has a new version",
        .productEvent: "Something happened to a product",
        .partyChanged: "A party may enter events of products",
        .partyRevoked: "A party may enter nothing any more",
        .tokenMade: "A token was made",
        .tokenRevoked: "A token was revoked",
        .webhookMade: "A webhook was made",
        .webhookChanged: "A webhook was changed",
        .webhookRemoved: "A webhook was removed",
        .backupMade: "A backup was taken",
        .recoveryStarted: "A recovery began",
        .recoveryMachine: "A machine's recovery went on",
        .recoveryDelivery: "A delivery was recovered",
        .recoveryPayment: "A payment of before the restore was found",
        .recoveryFinished: "The recovery ended",
        .receiptsMissing: "Receipts are missing",
        .sessionStarted: "Somebody logged in",
        .sessionEnded: "Somebody logged out",
        .loginRefused: "A wrong login",
        .linksMade: "A product got links",
        .linksChanged: "A product's links were changed",
        .linksRemoved: "A product's links were removed",
        .delegationMade: "A company prefix was handed over",
        .delegationChanged: "A company prefix was handed to another",
        .delegationRemoved: "A company prefix was taken back",
        .carriersPrinted: "Labels were printed",
    ]
}
