import Faults
import Protocol

/// Whether the database is the one that this state folder had at the last stop. Pure.
package enum DatabaseLife: Equatable, Sendable {
    /// It was never started before.
    case first
    /// It is.
    case same
    /// It was put back or copied: machines, customers and the log may know more than it does.
    case another

    /// Judges by the word that the folder shows and the one that the database knows.
    /// - Parameters:
    ///   - shown: nil without the file.
    ///   - known: empty in a database that was never started.
    package static func judge(shown: String?, known: String) -> DatabaseLife {
        if known.isEmpty { return .first }
        return shown == known || Mutant.restoresUnnoticed.isActive ? .same : .another
    }
}

extension DatabaseLife {
    /// Compares folder and database at a start, before anything is sold, and begins a generation in recovery when they
    /// are not of one life. The folder's word is written first: a start that dies in between finds two words that
    /// differ, and begins the recovery then. In the very first life the folder's word is taken over.
    package static func ensure(folder: String, runtime: Runtime) async throws {
        let shown = try GenerationFile.read(folder: folder)
        let known = try await runtime.view { work in try RecoveryBook.generation(in: work).token }
        switch judge(shown: shown, known: known) {
        case .same: return
        case .first:
            let word = shown ?? Hex.encode(runtime.ids.randomBytes(16))
            if shown == nil { try GenerationFile.write(word, folder: folder) }
            try await runtime.perform { work in try RecoveryBook.setWord(word, in: work) }
        case .another:
            let word = Hex.encode(runtime.ids.randomBytes(16))
            try GenerationFile.write(word, folder: folder)
            try await runtime.perform { work in
                _ = try RecoveryBook.start(.restore, subject: "", above: 0, token: word, in: work)
            }
        }
    }
}
