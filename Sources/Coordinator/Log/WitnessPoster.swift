/// What a witness answered.
package enum WitnessAnswer: Sendable, Equatable {
    /// It signed; the lines that it gave.
    case signed([String])
    /// It signed another size last.
    case otherSize(UInt64)
    /// It answered that it does not sign, or nothing that makes sense: why, in words. A person has to see to it.
    case refused(String)
    /// It could not be reached, or is not able to sign now: why, in words. It may pass by itself.
    case silent(String)
}

/// Asks witnesses. A test gives another one.
package protocol WitnessPoster: Sendable {
    /// Sends a body to `add-checkpoint` of a witness.
    func post(_ body: String, to url: String) async -> WitnessAnswer
}
