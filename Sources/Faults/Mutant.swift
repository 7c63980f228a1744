#if MUTANTS
import Synchronization
#endif

/// A guard of the shipped code that one build can take away, to see that the simulation notices. Only a build with
/// `MUTANTS` has the switch: in every other one `isActive` is the constant false, and nothing can set it.
///
/// Each case says what is done wrong; `wrong` and `guarded` say it to the reader of the report.
package enum Mutant: String, CaseIterable, Sendable {
    /// Commits return before they are synced.
    case commitsNotSynced
    /// From the first intent on, commits return before they are synced.
    case intentsNotSynced
    /// A commit counts as done before it is.
    case toldBeforeTheCommit
    /// Whoever opens a database builds on a WAL that may not be on the disk.
    case walNotRenewed
    /// Every connection moves the WAL into the file by itself, readers too.
    case readersCheckpoint
    /// A command is kept without its counter.
    case counterNotKept
    /// An intent that a start finds without an outcome is said to have done nothing.
    case openIntentsTakenForUndone
    /// A unit whose intent a start finds without an outcome is begun again.
    case openUnitsRunAgain
    /// The motor turns once more without an intent of its own.
    case furtherAttemptsWithoutIntent
    /// The motor turns whatever the door says.
    case interlocksIgnored
    /// A command is run whenever it comes.
    case expiryIgnored
    /// The command to mark is given once more, under the next number, because no answer came.
    case timedOutWritesRepeated
    /// A serial's intent does not use it up.
    case serialsNotSpent
    /// A block is taken though its serials are in another one.
    case blocksOverlap
    /// A receipt that was stored before is applied again.
    case receiptsAppliedAgain
    /// A receipt's effects are committed in one transaction, and how far the receipts are stored in another.
    case receiptsInTwoTransactions
    /// An older copy of a machine's journal gets a session.
    case olderJournalsAdmitted
    /// A rail's cursor is committed before what it has passed.
    case railCursorFirst
    /// What was to be asked of a rail counts as done before the rail has answered.
    case railOutboxDoneFirst
    /// An order promises no unit of its lane.
    case stockNotReserved
    /// Held money is taken when the machine is commanded.
    case capturedAtDispatch
    /// A command without a receipt counts as not run once it is overdue.
    case overdueCommandsVoided
    /// An order that is sent again is another order.
    case orderKeysIgnored
    /// A database that was put back goes on as if nothing had happened.
    case restoresUnnoticed
    /// The log shows a checkpoint before its tiles are on the disk.
    case checkpointsBeforeTiles

    /// Whether the guard is taken away.
    @inlinable
    package var isActive: Bool {
        #if MUTANTS
        Self.isChosen(self)
        #else
        false
        #endif
    }

    #if MUTANTS
    private static let chosen = Atomic<Int>(-1)

    /// Takes one guard away in the whole process, or with nil none.
    package static func choose(_ mutant: Mutant?) {
        chosen.store(mutant.flatMap { allCases.firstIndex(of: $0) } ?? -1, ordering: .sequentiallyConsistent)
    }

    @usableFromInline
    static func isChosen(_ mutant: Mutant) -> Bool {
        let index = chosen.load(ordering: .relaxed)
        return index >= 0 && allCases[index] == mutant
    }
    #endif
}
