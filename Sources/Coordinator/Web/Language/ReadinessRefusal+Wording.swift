extension ReadinessRefusal: Phrase {
    /// Why nothing is sold right now, to a customer.
    package var wording: Wording {
        switch self {
        case .recovering:
            Wording(
                "This machine is being checked. Please come back in a while.",
                "Dieser Automat wird gerade überprüft. Bitte kommen Sie etwas später wieder."
            )
        case .machineNotAllowed, .machineQuarantined, .profileDiffers:
            Wording("This machine is out of service.", "Dieser Automat ist außer Betrieb.")
        case .machineOffline, .machineSilent:
            Wording(
                "This machine is not reachable right now. Nothing was charged.",
                "Dieser Automat ist gerade nicht erreichbar. Es wurde nichts berechnet."
            )
        case .interlockOpen:
            Wording(
                "This machine is being serviced. Please come back in a while.",
                "Dieser Automat wird gerade gewartet. Bitte kommen Sie etwas später wieder."
            )
        case .laneDisabled:
            Wording("This item is not for sale right now.", "Dieser Artikel ist zurzeit nicht erhältlich.")
        case .laneFaulted, .laneNotReady:
            Wording(
                "This item is out of order. Please choose another.",
                "Dieses Fach ist außer Betrieb. Bitte wählen Sie etwas anderes."
            )
        case .soldOut:
            Wording(
                "This item is sold out. Please choose another.",
                "Dieser Artikel ist ausverkauft. Bitte wählen Sie etwas anderes."
            )
        }
    }

    /// The same on a tile, in two words.
    var label: Wording {
        switch self {
        case .soldOut: Wording("Sold out", "Ausverkauft")
        case .laneFaulted, .laneNotReady: Wording("Out of order", "Außer Betrieb")
        default: PlacePhrase.unavailable.wording
        }
    }

    /// Whether nothing at all can be bought of the machine, and not only this one item.
    var isOfMachine: Bool {
        switch self {
        case .recovering, .machineNotAllowed, .machineQuarantined, .profileDiffers, .machineOffline, .machineSilent,
            .interlockOpen:
            true
        case .laneDisabled, .laneFaulted, .laneNotReady, .soldOut: false
        }
    }
}
