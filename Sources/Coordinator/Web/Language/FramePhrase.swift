/// Texts around every customer's page.
enum FramePhrase: String, Phrase {
    case skip, languages, back, backToPlaces, places, noPlaces, trust, playMoney

    var wording: Wording {
        switch self {
        case .skip: Wording("Skip to the content", "Zum Inhalt springen")
        case .languages: Wording("Language", "Sprache")
        case .back: Wording("Back", "Zurück")
        case .backToPlaces: Wording("All places", "Alle Standorte")
        case .places: Wording("Where do you want to buy?", "Wo möchten Sie einkaufen?")
        case .noPlaces: Wording("There is no place that sells yet.", "Es gibt noch keinen Standort.")
        case .trust:
            Wording(
                "If the machine does not deliver, you get your money back.",
                "Liefert der Automat nicht, bekommen Sie Ihr Geld zurück."
            )
        case .playMoney: Wording("PLAY MONEY", "SPIELGELD")
        }
    }
}
