/// The steps of an order, and how each stands.
enum StepPhrase: String, Phrase {
    case paid, confirmed, delivering, delivered
    case done, now, next, stopped

    var wording: Wording {
        switch self {
        case .paid: Wording("Payment", "Zahlung")
        case .confirmed: Wording("Check", "Prüfung")
        case .delivering: Wording("Delivery", "Ausgabe")
        case .delivered: Wording("Received", "Erhalten")
        case .done: Wording("done", "erledigt")
        case .now: Wording("now", "jetzt")
        case .next: Wording("to come", "folgt")
        case .stopped: Wording("not done", "entfallen")
        }
    }
}
