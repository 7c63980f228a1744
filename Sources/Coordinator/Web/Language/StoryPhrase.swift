/// What there is to say of an order besides its status.
enum StoryPhrase: String, Phrase {
    case deliveredText, heldUntilDrop, inTime, surplusCredited, lateRefundDue, underpaidRefundDue, releasedMeanwhile
    case reversed, amountOwed, amountRefunded, amountCredited, askOperator

    var wording: Wording {
        switch self {
        case .deliveredText: Wording("Delivered and paid: {name}.", "Ausgegeben und bezahlt: {name}.")
        case .heldUntilDrop:
            Wording(
                "Your payment is only held. It is taken when your item has dropped, and released if it does not.",
                "Ihre Zahlung ist nur vorgemerkt. Sie wird eingezogen, wenn die Ware gefallen ist, sonst freigegeben."
            )
        case .inTime:
            Wording(
                "Your payment came in time. There is nothing more to do; it can take a while.",
                "Ihre Zahlung kam rechtzeitig. Sie müssen nichts weiter tun; es kann etwas dauern."
            )
        case .surplusCredited:
            Wording(
                "You paid {amount} too much. It is kept as your credit.",
                "Sie haben {amount} zu viel gezahlt. Das ist als Ihr Guthaben vermerkt."
            )
        case .lateRefundDue:
            Wording(
                "Your payment came after the time was over, so nothing was delivered. {amount} is owed back to you.",
                "Ihre Zahlung kam nach Ablauf der Zeit, darum wurde nichts ausgegeben. Ihnen stehen {amount} zu."
            )
        case .underpaidRefundDue:
            Wording(
                "Less than the price came in time, so nothing was delivered. {amount} is owed back to you.",
                "Es kam weniger als der Preis, darum wurde nichts ausgegeben. Ihnen stehen {amount} zu."
            )
        case .releasedMeanwhile:
            Wording(
                "The hold on your payment was released meanwhile: right now you are not charged.",
                "Die Vormerkung Ihrer Zahlung wurde inzwischen aufgehoben: Im Moment ist nichts berechnet."
            )
        case .reversed:
            Wording(
                "The payment network took your payment back. Please ask the operator.",
                "Das Zahlungsnetz hat Ihre Zahlung zurückgenommen. Bitte wenden Sie sich an den Betreiber."
            )
        case .amountOwed:
            Wording(
                "The machine did not deliver what was paid. {amount} is owed back to you.",
                "Der Automat hat nicht geliefert, was bezahlt war. Ihnen stehen {amount} zu."
            )
        case .amountRefunded: Wording("{amount} was paid back to you.", "{amount} wurden Ihnen zurückgezahlt.")
        case .amountCredited: Wording("{amount} is kept as your credit.", "{amount} sind als Ihr Guthaben vermerkt.")
        case .askOperator:
            Wording(
                "Show this page to the operator, or tell them the order number.",
                "Zeigen Sie dem Betreiber diese Seite, oder nennen Sie ihm die Bestellnummer."
            )
        }
    }
}
