/// The named steps of the log at which a test ends the program as a power cut would, see `FaultPoint`. The raw value is
/// the name that the test gives.
package enum LogStep: String, CaseIterable, Sendable {
    /// Leaves have their places in the database, under a signed checkpoint; no file has them.
    case leavesPlaced
    /// A file is on the disk under its temporary name. Passed once for each file.
    case logFileSynced
    /// A file has its name; whether the folder keeps it through a power cut is not known. Passed once for each file.
    case logFileRenamed
    /// All tiles and bundles of the checkpoint are on the disk; it is not published.
    case tilesWritten
    /// The checkpoint is published; the database does not know it.
    case checkpointPublished
    /// The database knows that it is published.
    case publicationCommitted
}
