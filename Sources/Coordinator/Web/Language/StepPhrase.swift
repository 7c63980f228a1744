/// The steps of an order, and how each stands.
enum StepPhrase: String, Phrase {
    case paid, confirmed, delivering, delivered
    case done, now, next, stopped

    var wording: Wording {
        switch self {
        case .paid: Wording("Paid", "Bezahlt")
        case .confirmed: Wording("Confirmed", "Bestätigt")
        case .delivering: Wording("Delivering", "Ausgabe")
        case .delivered: Wording("Delivered", "Ausgegeben")
        case .done: Wording("done", "erledigt")
        case .now: Wording("now", "jetzt")
        case .next: Wording("to come", "folgt")
        case .stopped: Wording("not done", "entfallen")
        }
    }
}
