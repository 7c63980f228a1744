/// Why a run is in its state, beside the reasons of its units. The raw values are on the wire and never change.
enum RunReason: String, Sendable, CaseIterable {
    /// Somebody asked for it.
    case requested
    /// The blocks hold no serial of the product any more.
    case noSerials
    /// Too many units in a row were scrapped or could not start.
    case failuresInARow
    /// A scrapped unit may have passed the reject gate.
    case gateUnconfirmed
    /// The journal has no room for a further intent.
    case storage
    /// The machine enrolled again; the serials of the life before are the coordinator's to settle.
    case newIncarnation
    /// The profile has no such station any more.
    case noStation
}
