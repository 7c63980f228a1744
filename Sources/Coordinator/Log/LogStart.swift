package import Passport

/// What a start does with the log, by what database and files show. The files are the truth that others have seen; the
/// database may know more of it that was not published yet. Pure.
package enum LogStart: Equatable, Sendable {
    /// The log begins: a checkpoint without leaves is signed and published.
    case begin
    /// Both show the same.
    case agree
    /// The files lack the newest leaves, because a stop came between signing and publishing: they are written.
    case publish
    /// There are no files, and the database is as new as they were: they are made of it.
    case rebuild
    /// The files have leaves that the database lacks, so it is an older one: it takes them back.
    case takeBack
    /// Nothing is signed until a person has looked.
    case held(Reason)

    /// Why nothing is signed.
    package enum Reason: String, Sendable, CaseIterable {
        /// The database was put back and there are no files: nobody here knows how far the log had come.
        case filesMissing
        /// The database was put back and the files are older still: somewhere there are newer ones.
        case filesOlder
        /// Files and database have as many leaves and not the same root.
        case twoHistories
    }

    /// Judges.
    /// - Parameters:
    ///   - head: what the database knows.
    ///   - files: the published checkpoint, its signature checked; nil without one.
    ///   - generation: the present life of the database.
    package static func judge(_ head: LogHead, files: Checkpoint?, generation: Int64) -> LogStart {
        let isSameLife = head.generation == generation
        guard let files else {
            if head.note.isEmpty { return .begin }
            return isSameLife ? .rebuild : .held(.filesMissing)
        }
        if files.size > head.size { return .takeBack }
        if files.size == head.size { return files.root == head.root ? .agree : .held(.twoHistories) }
        return isSameLife ? .publish : .held(.filesOlder)
    }
}

extension LogStart.Reason {
    /// What happened and what to do, for a person.
    package var words: String {
        switch self {
        case .filesMissing:
            "The database was restored and the files of the log are gone, so nobody knows how far the log had come. "
                + "Put its newest files back as the folder log of the state folder and start again. If nobody has "
                + "them, `mintmark log fsck --rebuild files` makes them of the database; whoever kept a later "
                + "checkpoint will see two histories."
        case .filesOlder:
            "The database was restored and the files of the log are older than it. Put the newest files back as the "
                + "folder log of the state folder and start again; if these are the newest, `mintmark log fsck "
                + "--rebuild files` goes on from the database."
        case .twoHistories:
            "Files and database have the same number of leaves and not the same root: one of them was changed. Run "
                + "`mintmark log fsck`; it names what differs."
        }
    }
}
