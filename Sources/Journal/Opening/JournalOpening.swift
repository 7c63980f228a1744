/// What was found when a journal was opened.
package enum JournalOpening: Sendable, Equatable {
    /// There was none; a new one was made. The machine has to enrol.
    case fresh
    /// The journal was there. `wasClean` is false when the last process did not end in an orderly way.
    case existing(wasClean: Bool)
    /// The file was damaged, or not ours: it was renamed to `path`, nothing of it deleted, and a new journal was made.
    /// The machine has to enrol again.
    case damagedQuarantined(path: String, reason: String)
}
