/// Texts with a number in them: one wording for one, another for every other number, as English and German have it
/// (unicode.org/cldr, plural rules).
enum Quantity: String, CaseIterable {
    /// Units that are left in a lane.
    case left
    /// Minutes until an order ends.
    case minutes
    /// Confirmations that were seen, of `{needed}`.
    case confirmations

    /// The wordings for one and for other numbers; `{count}` is the number.
    var wordings: (one: Wording, other: Wording) {
        switch self {
        case .left: (Wording("Last one", "Nur noch eins"), Wording("Only {count} left", "Nur noch {count}"))
        case .minutes:
            (Wording("1 more minute", "noch 1 Minute"), Wording("{count} more minutes", "noch {count} Minuten"))
        case .confirmations:
            (
                Wording("{count} of 1 confirmation", "{count} von 1 Bestätigung"),
                Wording("{count} of {needed} confirmations", "{count} von {needed} Bestätigungen")
            )
        }
    }

    /// The text for `count`; `needed` decides the form where a text has it.
    func text(_ count: Int64, needed: Int64? = nil, _ language: Language) -> String {
        let wording = (needed ?? count) == 1 ? wordings.one : wordings.other
        return wording.text(language, ["count": String(count), "needed": String(needed ?? count)])
    }
}
