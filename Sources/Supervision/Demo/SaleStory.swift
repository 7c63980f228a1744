/// The words for the events of a sale, for a reader who sees the system for the first time.
package enum SaleStory {
    /// The words for an event.
    /// - Parameters:
    ///   - kind: the event's kind, e.g. `sale.changed`.
    ///   - data: its members that are texts.
    /// - Returns: a short name and the words; nil for an event that does not belong in the story.
    package static func tell(kind: String, data: [String: String]) -> (name: String, words: String)? {
        switch kind {
        case "order.created": ("order", "The order was taken; one unit is reserved for it.")
        case "quote.signed": ("quote", "The price was signed; the customer may pay.")
        case "sighting.seen": ("payment", "A payment of \(data["amount"] ?? "?") was seen: \(data["state"] ?? "?").")
        case "sale.dispatched": ("dispatch", "The payment is certain; the books have it, and the command is queued.")
        case "command.queued":
            ("command", "The command was given number \(data["counter"] ?? "?") and is ready to be signed.")
        case "command.refused": ("refused", "The machine refused the command: \(data["code"] ?? "?").")
        case "receipt.stored" where data["kind"]?.isEmpty == false:
            ("receipt", "The machine's signed receipt was stored: \(data["kind"] ?? "?").")
        case "rail.captured": ("captured", "The payment was captured, after the drop.")
        case "rail.released": ("released", "The held payment was given back to the customer.")
        case "sale.changed": data["entry"].flatMap(change)
        case "sale.resolved": ("resolved", "A person decided.")
        case "refund.paid": ("refund", "The refund was settled.")
        case "lane.changed" where data["fault"]?.isEmpty == false:
            ("lane", "Lane \(data["lane"] ?? "?") is out of order until a person looks at it.")
        default: nil
        }
    }

    /// Where an event stands among those of the same millisecond: what one transaction tells at once is told cause
    /// first.
    package static func rank(kind: String) -> Int {
        let causesFirst = [
            "order.created", "quote.signed", "sighting.seen", "sale.dispatched", "command.queued", "receipt.stored",
        ]
        return causesFirst.firstIndex(of: kind) ?? causesFirst.count
    }

    private static func change(_ entry: String) -> (name: String, words: String)? {
        switch entry {
        case "paymentSighted": nil
        case "waitingForConfirmations": ("waiting", "The payment is waiting for confirmations.")
        case "commandAccepted": ("accepted", "The machine has the command on its disk.")
        case "delivered": ("delivered", "The goods fell past the sensor: delivered.")
        case "failed": ("failed", "The machine did not deliver.")
        case "notStarted": ("notStarted", "The machine did not start.")
        case "inDoubt": ("inDoubt", "Nobody knows whether the goods fell; a person has to look.")
        case "expired": ("expired", "The order ended without a payment.")
        case "refundDue": ("refundDue", "Money is owed to the customer.")
        case "credit": ("credit", "What was paid too much is the customer's credit.")
        default: (entry, "The sale changed: \(entry).")
        }
    }
}
