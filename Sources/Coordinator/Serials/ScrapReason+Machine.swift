package import Passport

extension ScrapReason {
    /// The reason that stands for what a machine says of a scrapped unit, in one word (`StampReason` of its program).
    /// Whatever leaves open what the unit carries is in doubt, a word that is not known here too.
    package init(machine word: String?) {
        self =
            switch word {
            case "readBackMismatch": .mismatch
            case "unreadable": .unreadable
            case "markerFault", "crcMismatch": .unreadable
            default: .inDoubt
            }
    }
}
