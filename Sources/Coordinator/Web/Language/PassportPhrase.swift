import Passport

/// Texts of a passport's page.
enum PassportPhrase: String, Phrase {
    case passport, statements, hiddenStatements, history, proof, waiting, machineReadable, piece, batch, model
    case active, inactive, archived, invalid
    case grant, commission, retire, event, newVersion
    case serial, version

    var wording: Wording {
        switch self {
        case .passport: Wording("Product passport", "Produktpass")
        case .statements: Wording("What is known", "Was bekannt ist")
        case .hiddenStatements:
            Wording(
                "{count} further statements are for repairers, authorities or the maker only.",
                "{count} weitere Angaben sind nur für Werkstätten, Behörden oder den Hersteller."
            )
        case .history: Wording("History", "Geschichte")
        case .proof: Wording("Proof", "Nachweis")
        case .waiting: Wording("being entered", "wird eingetragen")
        case .machineReadable: Wording("For programs", "Für Programme")
        case .piece: Wording("One piece", "Ein Stück")
        case .batch: Wording("A batch", "Eine Charge")
        case .model: Wording("A model", "Ein Modell")
        case .active: Wording("In force", "Gültig")
        case .inactive: Wording("Not in force", "Nicht gültig")
        case .archived: Wording("Archived", "Archiviert")
        case .invalid: Wording("Invalid", "Ungültig")
        case .grant: Wording("Serials were granted", "Seriennummern wurden vergeben")
        case .commission: Wording("Made, marked and read back", "Hergestellt, markiert und zurückgelesen")
        case .retire: Wording("Given up", "Aufgegeben")
        case .event: Wording("An event of its life", "Ein Ereignis seines Lebens")
        case .newVersion: Wording("The passport was changed", "Der Pass wurde geändert")
        case .serial: Wording("Serial", "Seriennummer")
        case .version: Wording("Version {number}, {time}", "Version {number}, {time}")
        }
    }

    /// What an entry of the log is called.
    init(_ kind: LogLeaf.Kind) {
        self =
            switch kind {
            case .grant: .grant
            case .commission: .commission
            case .retire: .retire
            case .event: .event
            case .passport: .newVersion
            }
    }

    /// What a status is called.
    init(_ status: PassportHead.Status) {
        self =
            switch status {
            case .active: .active
            case .inactive: .inactive
            case .archived: .archived
            case .invalid: .invalid
            }
    }

    /// What a passport is of.
    init(_ granularity: PassportHead.Granularity) {
        self =
            switch granularity {
            case .item: .piece
            case .batch: .batch
            case .model: .model
            }
    }
}
