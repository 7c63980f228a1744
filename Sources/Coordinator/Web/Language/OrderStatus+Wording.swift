extension OrderStatus: Phrase {
    /// How an order stands, to its customer.
    package var wording: Wording {
        switch self {
        case .preparing: Wording("Your order is being prepared.", "Ihre Bestellung wird vorbereitet.")
        case .waitingForPayment: Wording("Waiting for your payment.", "Wir warten auf Ihre Zahlung.")
        case .partlyPaid:
            Wording(
                "We saw a part of the amount. Please pay the rest before the time is over.",
                "Ein Teil des Betrags ist da. Bitte zahlen Sie den Rest, bevor die Zeit abläuft."
            )
        case .paymentSeen:
            Wording(
                "We see your payment and wait until it is certain.",
                "Wir sehen Ihre Zahlung und warten, bis sie sicher ist."
            )
        case .delivering:
            Wording(
                "Paid. Your item is on its way; please watch the machine.",
                "Bezahlt. Ihre Ware kommt; bitte achten Sie auf den Automaten."
            )
        case .delivered: Wording("Delivered. Enjoy!", "Ausgegeben. Lassen Sie es sich schmecken!")
        case .notDelivered:
            Wording(
                "The machine could not deliver. You were not charged: the payment was given back.",
                "Der Automat konnte nicht liefern. Es wurde nichts berechnet: Ihre Zahlung ist freigegeben."
            )
        case .beingChecked:
            Wording(
                "We are not sure whether the machine delivered. A person is checking; nothing is lost.",
                "Wir wissen nicht sicher, ob der Automat geliefert hat. Ein Mensch prüft das; nichts geht verloren."
            )
        case .expired:
            Wording(
                "This order has ended without a payment. Nothing was charged.",
                "Diese Bestellung ist ohne Zahlung abgelaufen. Es wurde nichts berechnet."
            )
        case .refundDue:
            Wording(
                "The machine did not deliver what was paid. Your money is owed back to you; ask the operator.",
                "Der Automat hat nicht geliefert. Ihr Geld steht Ihnen wieder zu; wenden Sie sich an den Betreiber."
            )
        case .refunded: Wording("Your money was paid back.", "Ihr Geld wurde zurückgezahlt.")
        case .credited: Wording("Your money is kept as your credit.", "Ihr Geld ist als Ihr Guthaben vermerkt.")
        }
    }

    /// The same in a few words, the heading of the order's page.
    var headline: Wording {
        switch self {
        case .preparing: Wording("One moment", "Einen Moment")
        case .waitingForPayment: Wording("Please pay {amount}", "Bitte zahlen Sie {amount}")
        case .partlyPaid: Wording("Please pay the remaining {amount}", "Bitte zahlen Sie noch {amount}")
        case .paymentSeen: Wording("Payment seen", "Zahlung gesehen")
        case .delivering: Wording("Paid – watch the machine", "Bezahlt – achten Sie auf den Automaten")
        case .delivered: Wording("Enjoy!", "Guten Appetit!")
        case .notDelivered: Wording("Not delivered, not charged", "Nicht geliefert, nichts berechnet")
        case .beingChecked: Wording("We are checking", "Wir prüfen das")
        case .expired: Wording("Order ended", "Bestellung abgelaufen")
        case .refundDue: Wording("Your money is owed back", "Ihr Geld bekommen Sie zurück")
        case .refunded: Wording("Paid back", "Zurückgezahlt")
        case .credited: Wording("Kept as your credit", "Als Guthaben vermerkt")
        }
    }
}
