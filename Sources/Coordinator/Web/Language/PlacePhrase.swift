/// Texts of a place's page and of its poster.
enum PlacePhrase: String, Phrase {
    case choose, demonstration, payWith, buy, buyThis, available, unavailable, nothingSold, noWayToPay
    case scanToBuy, posterSteps, print, posterCode

    var wording: Wording {
        switch self {
        case .choose: Wording("Choose, pay with your phone, take it.", "Wählen, mit dem Handy bezahlen, entnehmen.")
        case .demonstration:
            Wording(
                "This is a demonstration. Play money is worth nothing, and nothing is charged.",
                "Dies ist eine Vorführung. Spielgeld ist nichts wert, und nichts wird berechnet."
            )
        case .payWith: Wording("Pay with", "Bezahlen mit")
        case .buy: Wording("Buy", "Kaufen")
        case .buyThis: Wording("Buy: {name}, {price}", "Kaufen: {name}, {price}")
        case .available: Wording("In stock", "Vorrätig")
        case .unavailable: Wording("Not now", "Zurzeit nicht")
        case .nothingSold:
            Wording(
                "Nothing is sold here right now. Please come back later.",
                "Hier wird gerade nichts verkauft. Bitte kommen Sie später wieder."
            )
        case .noWayToPay:
            Wording(
                "Paying does not work right now. Please come back later.",
                "Bezahlen ist gerade nicht möglich. Bitte kommen Sie später wieder."
            )
        case .scanToBuy: Wording("Scan to buy", "Scannen und kaufen")
        case .posterSteps:
            Wording(
                "Point your phone's camera at the code, choose, pay, and take it out below.",
                "Handykamera auf den Code richten, wählen, bezahlen und unten entnehmen."
            )
        case .print: Wording("Print this page", "Diese Seite drucken")
        case .posterCode: Wording("QR code of {address}", "QR-Code von {address}")
        }
    }
}
