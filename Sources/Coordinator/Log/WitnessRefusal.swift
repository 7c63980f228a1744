/// Why a witness did not sign.
struct WitnessRefusal: Error, Equatable {
    /// What may help.
    enum Kind {
        /// A person.
        case refused
        /// Time.
        case silent
    }

    let kind: Kind
    /// In words, about the witness.
    let words: String
}
