/// What a page says when something did not work, and what to do. Programs read the problem details instead.
enum ProblemPhrase: String, Phrase {
    case notFound, notFoundAdvice, soldOut, machine, lane, closed, rail, railAdvice, busy, busyAdvice, invalid
    case invalidAdvice, unexpected, unexpectedAdvice

    var wording: Wording {
        switch self {
        case .notFound: Wording("There is nothing here", "Hier ist nichts")
        case .notFoundAdvice:
            Wording(
                "The address may be mistyped. Scan the code on the machine once more.",
                "Vielleicht ist die Adresse falsch. Scannen Sie den Code am Automaten noch einmal."
            )
        case .soldOut: Wording("Sold out", "Ausverkauft")
        case .machine: Wording("The machine can't sell right now", "Der Automat verkauft gerade nicht")
        case .lane: Wording("Out of order", "Außer Betrieb")
        case .closed: Wording("Closed right now", "Zurzeit geschlossen")
        case .rail: Wording("This way to pay does not work right now", "Diese Zahlungsart geht gerade nicht")
        case .railAdvice:
            Wording(
                "Nothing was charged. Try another way to pay, or come back later.",
                "Es wurde nichts berechnet. Versuchen Sie eine andere Zahlungsart, oder kommen Sie später wieder."
            )
        case .busy: Wording("Not possible right now", "Das geht gerade nicht")
        case .busyAdvice:
            Wording(
                "Nothing was charged. Please try again in a moment.",
                "Es wurde nichts berechnet. Bitte versuchen Sie es gleich noch einmal."
            )
        case .invalid: Wording("That did not work", "Das hat nicht geklappt")
        case .invalidAdvice:
            Wording(
                "Nothing was charged. Go back and choose again.",
                "Es wurde nichts berechnet. Gehen Sie zurück und wählen Sie noch einmal."
            )
        case .unexpected: Wording("Something failed on our side", "Bei uns ist etwas schiefgegangen")
        case .unexpectedAdvice:
            Wording(
                "Nothing was changed. Please try again in a moment.",
                "Es wurde nichts verändert. Bitte versuchen Sie es gleich noch einmal."
            )
        }
    }
}
