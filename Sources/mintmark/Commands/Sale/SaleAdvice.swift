/// What a person can do for a sale that waits for one.
enum SaleAdvice {
    /// Sentences with the commands; empty when nothing waits.
    static func text(_ sale: Answers.Sale) -> String {
        sale.queue.map { advice($0, sale) + "\n" }.joined()
    }

    private static func advice(_ reason: String, _ sale: Answers.Sale) -> String {
        let id = sale.order.id
        switch reason {
        case "inDoubt", "noReceipt", "machineLost":
            return
                "To do: look into lane \(sale.lane), then: mintmark sale resolve \(id) delivered|notDelivered --note …"
        case "customerReleased":
            return "To do: the customer was released; look into lane \(sale.lane), then: mintmark sale resolve \(id)"
                + " delivered|notDelivered --note …"
        case "refundDue":
            return "To do: pay \(AmountText.whole(sale.refundDue, sale.order.asset)) back, then: mintmark sale refunded"
                + " \(id) --reference …; or make it credit: mintmark sale credited \(id) --note …"
        case "deliveredUnpaid", "paymentReversed":
            return "To do: wait for the money, collect it another way, or give it up: mintmark sale written-off \(id)"
                + " --note …"
        default:
            return "To do: \(Words.of(reason)); see docs/sales.md."
        }
    }
}
