/// A receipt in the outbox.
package struct StoredReceipt: Sendable, Equatable {
    /// Its sequence, dense and rising within an incarnation; the receiver recognises repetitions by it.
    package let sequence: Int64
    /// The incarnation it was made in.
    package let incarnation: Int64
    /// What kind it is, as whoever stored it calls it.
    package let kind: String
    /// The command it is about, if any.
    package let commandID: String?
    /// The signed receipt.
    package let payload: [UInt8]
    /// When it was made.
    package let created: JournalInstant

    /// `incarnation.sequence`: what the receiver recognises it by, as one text.
    package var id: String { "\(incarnation).\(sequence)" }
}
