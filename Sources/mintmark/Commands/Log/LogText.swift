import Passport
import TileStore

/// The log as people read of it.
enum LogText {
    /// How far it is.
    static func progress(_ leaves: UInt64) -> String { Words.count(Int(leaves), "leaf", "leaves") }

    /// What is said when all is right.
    static func right(_ leaves: UInt64, _ key: NoteKey) -> String {
        "Files and mirror of \(key.name) are one: \(progress(leaves)), and the root that was signed."
    }

    /// What is said when one side was made of the other.
    static func rebuilt(_ side: LogFsckCommand.Side, _ leaves: UInt64) -> String {
        switch side {
        case .files: "The files were written from the mirror: \(progress(leaves))."
        case .mirror: "The mirror was made of the files: \(progress(leaves))."
        }
    }

    /// What to do about faults.
    static func advice(_ faults: [LogFault]) -> String {
        let isOfFiles = faults.contains(where: \.isOfFiles)
        let isOfMirror = faults.contains { !$0.isOfFiles }
        return switch (isOfFiles, isOfMirror) {
        case (true, false): "The mirror is right. Keep a copy of the folder, then use --rebuild files."
        case (false, true): "The files are right. Keep a copy of the database, then use --rebuild mirror."
        default: "Keep a copy of both. Use --rebuild with the side that is wrong; it refuses the wrong one."
        }
    }
}
