import Passport

/// Texts of a passport's page.
enum PassportPhrase: String, Phrase {
    case passport, statements, hiddenStatements, history, proof, waiting, machineReadable, piece, batch, model
    case active, inactive, archived, invalid
    case grant, commission, retire, event, newVersion
    case inspected, repaired, handedOver, recycled, recalled, recallLifted, signedBy, credential
    case warnRecalled, warnRecycled
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
        case .inspected: Wording("Inspected", "Geprüft")
        case .repaired: Wording("Repaired", "Repariert")
        case .handedOver: Wording("Handed to another owner", "An neuen Eigentümer übergeben")
        case .recycled: Wording("Recycled", "Recycelt")
        case .recalled: Wording("Recalled", "Zurückgerufen")
        case .recallLifted: Wording("Recall lifted", "Rückruf aufgehoben")
        case .signedBy: Wording("signed by {party}", "unterschrieben von {party}")
        case .credential: Wording("Signed copy", "Unterschriebene Fassung")
        case .warnRecalled:
            Wording(
                "This product is recalled. Stop using it and ask its maker.",
                "Dieses Produkt wird zurückgerufen. Benutzen Sie es nicht weiter und fragen Sie den Hersteller."
            )
        case .warnRecycled:
            Wording(
                "This product was recycled. If you hold it in your hands, it is not what it says.",
                "Dieses Produkt wurde recycelt. Wenn Sie es in der Hand haben, ist es nicht, was es sagt."
            )
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

    /// What an event is called.
    init(_ kind: ProductEvent.Kind) {
        self =
            switch kind {
            case .commissioning: .commission
            case .later(.inspection): .inspected
            case .later(.repair): .repaired
            case .later(.transfer): .handedOver
            case .later(.recycling): .recycled
            case .later(.recall): .recalled
            case .later(.recallLifted): .recallLifted
            }
    }

    /// What whoever holds the product must know; nil when nothing is wrong with it.
    init?(_ standing: LifeStanding) {
        if standing.isRecycled {
            self = .warnRecycled
        } else if standing.isRecalled {
            self = .warnRecalled
        } else {
            return nil
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
