/// Texts around an order on its page.
enum OrderPhrase: String, Phrase {
    case steps, keepPage, orderNumber, orderAgain, refresh, connectionLost

    var wording: Wording {
        switch self {
        case .steps: Wording("Steps", "Schritte")
        case .keepPage:
            Wording(
                "You may close this page: its address always shows how your order stands.",
                "Sie können diese Seite schließen: Ihre Adresse zeigt immer, wie es um die Bestellung steht."
            )
        case .orderNumber: Wording("Order number", "Bestellnummer")
        case .orderAgain: Wording("Order again", "Neu bestellen")
        case .refresh: Wording("Refresh", "Aktualisieren")
        case .connectionLost:
            Wording(
                "Connection lost. We keep trying; your order goes on meanwhile.",
                "Verbindung unterbrochen. Wir versuchen es weiter; Ihre Bestellung läuft inzwischen."
            )
        }
    }
}
