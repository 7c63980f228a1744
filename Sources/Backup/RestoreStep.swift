/// The named steps at which a test ends a restore as a power cut would, see `FaultPoint`.
package enum RestoreStep: String, CaseIterable, Sendable {
    /// The manifest is read and the new folder made; nothing is in it.
    case restoreBegun
    /// The parts are written, and nothing is known to be on the disk.
    case restoreWritten
    /// Everything is on the disk and checked, under another name.
    case restoreSynced
    /// The folder that was there has gone aside; there is none.
    case restoreMovedAside
    /// The folder has its name.
    case restoreInPlace
}
