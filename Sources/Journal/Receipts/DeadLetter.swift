/// A receipt that the coordinator will not take. It is kept for a person and counts as delivered.
package struct DeadLetter: Sendable, Equatable {
    /// The receipt's sequence.
    package let sequence: Int64
    /// Why it was not taken, in the coordinator's word.
    package let code: String
    /// The receipt's kind.
    package let kind: String
    /// The command it is about, if any.
    package let commandID: String?
    /// The signed receipt.
    package let payload: [UInt8]
    /// When it was rejected, in milliseconds since 1970.
    package let rejectedWallMilliseconds: Int64
}
