/// Something that the machine of a story does wrong on purpose: each has to be noticed, or the stories prove nothing.
package enum Weakness: String, Sendable, CaseIterable {
    /// Commits return before they are synced (`synchronous=NORMAL`).
    case commitsWithoutSync
    /// Nothing is synced (`synchronous=OFF`).
    case neverSyncs
    /// The commit of an intent alone returns before it is synced.
    case intendsWithoutSync
    /// The intent is written after the act.
    case actsBeforeTheIntent
    /// An intent that a start finds open is run again.
    case runsOpenIntentsAgain
    /// A command is acknowledged before it is on disk.
    case acknowledgesBeforeTheCommit
    /// Receipts count as received before the coordinator has answered.
    case forgetsReceiptsBeforeTheAnswer

    var synchronous: String? {
        switch self {
        case .commitsWithoutSync: "NORMAL"
        case .neverSyncs: "OFF"
        default: nil
        }
    }
}
